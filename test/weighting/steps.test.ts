import { afterAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { dimpLoss } from "../../src/losses/dimpLoss";
import { stream } from "../../src/random/stream";
import { trainClassifier, trainClassifierBy } from "../../src/training/trainClassifier";
import { fitChecker } from "../../src/weighting/checker";
import { learnedWeightClassifier, learnedWeightTraining } from "../../src/weighting/learnedWeightTraining";
import { perStepScores } from "../../src/weighting/perStepScores";
import { tinyGraphs, tinyParams, tinyTexts } from "../training/tinyClassifier";

const graphs = tinyGraphs();
const params = tinyParams();
afterAll(() => {
  graphs.dispose();
  disposeTree(params);
});

const real = tinyTexts(6, 5);
/** Eleven texts are no multiple of a batch; every fifth has the next class's label. */
const synthetic = (() => {
  const { inputs, labels } = tinyTexts(11, 6);
  return { inputs, labels: labels.map((label, i) => (i % 5 === 0 ? (label + 1) % 3 : label)) };
})();
const schedule = { epochs: 3, batchSize: 4, learningRate: 0.02 };

test("labelLogProbs are logProbs of the labels", async () => {
  const rows = await graphs.logProbs(params, real.inputs);
  const batch = real.inputs.batch({ rows: [4, 1], weights: [1, 1], length: 32 });
  const labels = tf.tensor1d([real.labels[4], real.labels[1]], "int32");
  const scores = graphs.labelLogProbs(params, batch, labels);
  const [first, second] = scores.dataSync();
  expect(first).toBeCloseTo(rows[4][real.labels[4]], 5);
  expect(second).toBeCloseTo(rows[1][real.labels[1]], 5);
  disposeTree([batch, labels, scores]);
});

test("a checker asked at every step trains as its answers of before do", async () => {
  const checker = await fitChecker({ graphs, params, fitOn: real, schedule, random: stream(1, "checker") });
  const logQuality = await checker.logProbs(synthetic);
  const common = { graphs, schedule, params, ...synthetic, random: stream(2, "train") };
  const cached = await trainClassifier({ ...common, loss: dimpLoss, columns: { logQuality } });
  const step = perStepScores(graphs, graphs.step(dimpLoss), { logQuality: checker.params });
  const asked = await trainClassifierBy(step, { ...common, columns: {} });
  expectClose(asked.params, cached.params);
  const otherwise = await trainClassifier({ ...common, loss: crossEntropy, columns: {} });
  expect(distance(asked.params, otherwise.params)).toBeGreaterThan(0.01);
  disposeTree([cached.params, asked.params, otherwise.params]);
  checker.dispose();
});

function distance(a: Params, b: Params): number {
  return Math.max(
    ...Object.keys(a).flatMap((name) => {
      const [ours, theirs] = [a[name].dataSync(), b[name].dataSync()];
      return Array.from(ours, (value, i) => Math.abs(value - theirs[i]));
    }),
  );
}

function expectClose(a: Params, b: Params): void {
  expect(Object.keys(a)).toEqual(Object.keys(b));
  expect(distance(a, b)).toBeLessThan(1e-4);
}

test("learned weights move φ of every text and count their passes", async () => {
  const learning = learnedWeightClassifier(graphs);
  const step = learnedWeightTraining({ graphs: learning, rows: 11, validation: real });
  expect([...step.phi]).toEqual(new Array(11).fill(1));
  const row = Array.from({ length: 11 }, (_, i) => i);
  const common = { graphs, schedule, params, ...synthetic, columns: { row } };
  const { params: trained } = await trainClassifierBy(step, { ...common, random: stream(2, "train") });
  for (const value of step.phi) expect(value).toBeLessThan(1);
  expect(Math.min(...step.phi)).toBeGreaterThanOrEqual(1e-5);
  // Three epochs of 11 texts, each alone and in its batch, but for the first step, of 3 or 4 texts, once.
  expect([62, 63]).toContain(step.passes.examples);
  expect(step.passes.validation).toBe(8 * 6);
  disposeTree(trained);
  step.dispose();
  learning.dispose();
});

test("while it warms up, φ stays and no real text is looked at; then every other batch moves it", async () => {
  const learning = learnedWeightClassifier(graphs);
  const row = Array.from({ length: 11 }, (_, i) => i);
  const common = { graphs, schedule, params, ...synthetic, columns: { row } };
  const passesAfter = async (warmupSteps: number) => {
    const step = learnedWeightTraining({ graphs: learning, rows: 11, validation: real, warmupSteps });
    const { params: trained } = await trainClassifierBy(step, { ...common, random: stream(2, "train") });
    disposeTree(trained);
    step.dispose();
    return { ...step.passes, moved: step.phi.filter((value) => value !== 1).length };
  };
  // Three epochs of three batches.
  expect(await passesAfter(9)).toEqual({ examples: 33, validation: 0, moved: 0 });
  expect(await passesAfter(6)).toEqual({ examples: 44, validation: 3 * 6, moved: 11 });
  learning.dispose();
});

test("a step of learned weights leaves nothing behind", async () => {
  const learning = learnedWeightClassifier(graphs);
  const left = await tensorsLeft(async () => {
    const step = learnedWeightTraining({ graphs: learning, rows: 11, validation: real });
    const columns = { row: Array.from({ length: 11 }, (_, i) => i) };
    const once = { graphs, schedule: { ...schedule, epochs: 1 }, params, ...synthetic, columns };
    const { params: trained } = await trainClassifierBy(step, { ...once, random: stream(2, "train") });
    disposeTree(trained);
    step.dispose();
  });
  expect(left).toBe(0);
  learning.dispose();
});
