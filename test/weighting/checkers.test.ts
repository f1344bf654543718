import { afterAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { disposeTree } from "../../src/engine/tensorTree";
import { stream } from "../../src/random/stream";
import { mean } from "../../src/statistics/mean";
import type { ClassifierInputs } from "../../src/training/classifierInputs";
import { diversityChecker } from "../../src/weighting/diversityChecker";
import { impWeights } from "../../src/weighting/impWeights";
import { qualityChecker } from "../../src/weighting/qualityChecker";
import { tinyGraphs, tinyParams, tinyTexts } from "../training/tinyClassifier";

const graphs = tinyGraphs();
const params = tinyParams();
afterAll(() => {
  graphs.dispose();
  disposeTree(params);
});

const schedule = { epochs: 10, batchSize: 8, learningRate: 0.01 };
const real = tinyTexts(40, 5);
/** Synthetic texts of which every third has the next class's label. */
const synthetic = (() => {
  const { inputs, labels } = tinyTexts(90, 6);
  return { inputs, labels: labels.map((label, i) => (i % 3 === 0 ? (label + 1) % 3 : label)) };
})();
const wrong = (_: number, i: number) => i % 3 === 0;
const right = (_: number, i: number) => i % 3 !== 0;
const options = { graphs, params, schedule, random: stream(1, "checker") };

test("the quality checker believes right labels of synthetic texts and not wrong ones", async () => {
  const checker = await qualityChecker({ ...options, fitOn: real });
  const quality = (await checker.logProbs(synthetic)).map(Math.exp);
  expect(mean(quality.filter(right))).toBeGreaterThan(0.9);
  expect(mean(quality.filter(wrong))).toBeLessThan(0.1);
  checker.dispose();
});

test("weights by both checkers are above 1 for right labels and near 0 for wrong ones", async () => {
  const quality = await qualityChecker({ ...options, fitOn: real });
  const diversity = await diversityChecker({ ...options, fitOn: synthetic });
  const weights = impWeights(await quality.logProbs(synthetic), await diversity.logProbs(synthetic));
  expect(mean(weights.filter(right))).toBeGreaterThan(1);
  expect(mean(weights.filter(wrong))).toBeLessThan(0.4);
  quality.dispose();
  diversity.dispose();
});

test("a checker computes a list of texts once, also when asked about other labels", async () => {
  const checker = await qualityChecker({ ...options, fitOn: real });
  let passes = 0;
  const inputs: ClassifierInputs = {
    ...synthetic.inputs,
    batch(rows) {
      passes += 1;
      return synthetic.inputs.batch(rows);
    },
  };
  const first = await checker.logProbs({ inputs, labels: synthetic.labels });
  const batches = passes;
  expect(await checker.logProbs({ inputs, labels: synthetic.labels })).toEqual(first);
  await checker.logProbs({ inputs, labels: synthetic.labels.map(() => 0) });
  expect(passes).toBe(batches);
  checker.dispose();
});

test("a checker's answers for all labels of a text are the logarithms of numbers that sum to 1", async () => {
  const checker = await qualityChecker({ ...options, fitOn: real });
  const all = await Promise.all(
    [0, 1, 2].map((label) => checker.logProbs({ ...real, labels: real.labels.map(() => label) })),
  );
  for (const i of real.labels.keys()) {
    expect(all.reduce((sum, logs) => sum + Math.exp(logs[i]), 0)).toBeCloseTo(1, 5);
  }
  checker.dispose();
});

test("a checker that is freed leaves no tensor behind", async () => {
  const fitAndFree = async () => {
    const checker = await diversityChecker({ ...options, fitOn: synthetic });
    await checker.logProbs(real);
    checker.dispose();
  };
  await fitAndFree();
  expect(await tensorsLeft(fitAndFree)).toBe(0);
});

test("fitting stops within a step when it is aborted", async () => {
  const stopping = new AbortController();
  let steps = 0;
  const onProgress = ({ step }: { step: number }) => {
    steps = step;
    if (step === 2) stopping.abort(new Error("enough"));
  };
  const fitted = qualityChecker({ ...options, fitOn: real, signal: stopping.signal, onProgress });
  await expect(fitted).rejects.toThrow("enough");
  expect(steps).toBe(2);
});
