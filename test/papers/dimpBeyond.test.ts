import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { beyondSettings, runBeyond } from "../../src/papers/dimp/beyond";
import { beyondArms, confidentArm, questions, sameRowsArm } from "../../src/papers/dimp/beyondArms";
import { binNames, bins, confidenceMetrics, weightFacts } from "../../src/papers/dimp/beyondMetrics";
import { checkerMethods } from "../../src/papers/dimp/beyondResult";
import { printBeyond } from "../../src/papers/dimp/printBeyond";

const logs = (...values: number[]) => values.map(Math.log);

test("accuracy, calibration error and bins of three texts, by hand", () => {
  const metrics = confidenceMetrics([logs(0.95, 0.05), logs(0.15, 0.85), logs(0.82, 0.18)], [0, 0, 0], 2);
  expect(metrics.accuracy).toBeCloseTo(2 / 3, 12);
  const { count, right, confidence } = binNames(8);
  expect([metrics[count], metrics[right]]).toEqual([2, 1]);
  expect(metrics[confidence]).toBeCloseTo(1.67, 10);
  expect(metrics.calibrationError).toBeCloseTo((2 * (0.835 - 0.5) + 0.05) / 3, 10);
  const counts = Array.from({ length: bins }, (_, bin) => metrics[binNames(bin).count]);
  expect(counts.reduce((a, b) => a + b)).toBe(3);
});

test("weights of 3, 1 and 1 of which the first labels are right: wrong ones are all found, and have a fifth", () => {
  const facts = weightFacts([3, 1, 1], [false, true, false]);
  expect(facts.wrongLabelArea).toBe(0.75);
  expect(facts.wrongLabelShare).toBeCloseTo(0.2, 12);
});

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  const schedule = { epochs: 1, batchSize: 64, learningRate: 0.01 };
  const tiny = {
    ...beyondSettings,
    maxTokens: 12,
    rows: { smallReal: 30, synthetic: 64, largeReal: 30, test: 20 },
    schedule,
    smallSchedule: schedule,
  };
  tensors = await tensorsLeft(async () => {
    result = await runBeyond({ scale: "world", seeds: 2 }, tiny);
  });
}, 60_000);

const meanOf = (source: string, method: string, metric: string) =>
  result.rows.find((row) => row.source === source && row.method === method && row.metric === metric)!.mean;

test("every arm is trained, and the checker is measured as it is and mended", () => {
  const arms = result.rows.filter(({ metric }) => metric === "accuracy").map(({ method }) => method);
  expect(arms).toEqual([...beyondArms.map(({ method }) => method), ...Object.values(checkerMethods)]);
});

test("IMP is the same run wherever it stands, and a temperature changes no prediction of the checker", () => {
  const imp = meanOf(questions.size, "IMP", "accuracy");
  expect(meanOf(questions.rows, sameRowsArm, "accuracy")).toBe(imp);
  const checker = Object.values(checkerMethods).map((method) =>
    meanOf(questions.calibration, method, "accuracy"),
  );
  expect(checker[0]).toBe(checker[1]);
});

test("dropping leaves fewer texts of equal weight; the oracle leaves no wrong label", () => {
  const size = meanOf(questions.dropping, confidentArm, "effectiveSampleSize");
  expect(size).toBeLessThan(64);
  expect(meanOf(questions.dropping, "drop as many of lowest P'", "effectiveSampleSize")).toBeCloseTo(size, 6);
  expect(meanOf(questions.dropping, "drop the labels that are wrong", "wrongLabelShare")).toBe(0);
});

test("every question has its table, and nothing is left in memory", () => {
  const text = printBeyond(result);
  for (const question of Object.values(questions)) expect(text).toContain(question);
  expect(tensors).toBe(0);
});
