import { expect, test } from "vitest";
import { valueAndGradients } from "../../src/engine/gradients";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import type { CompletionBatch } from "../../src/models/completionBatch";
import { meanLogProbs, sumLogProbs } from "../../src/models/completionLogProbs";
import { initAdapter } from "../../src/models/initAdapter";
import { loadDecoder } from "../../src/models/loadDecoder";
import { adapterPolicy, type Policy, wholePolicy } from "../../src/models/policy";
import { readAdapter } from "../../src/models/readAdapter";
import { sequenceLogProbs, sumLogProb } from "../../src/models/sequenceLogProbs";
import { stream } from "../../src/random/stream";
import { train } from "../../src/training/train";
import { completionParts, type TuneOptions, tuneDecoder, tuningStep } from "../../src/training/tuneDecoder";
import { expectCloseTrees } from "../engine/closeTo";
import { adapterFolder, golden, tinyNames } from "../models/adapterGolden";
import { tinyFolder } from "../models/decoderGolden";

const { completions, learningRate } = golden;
const allRows = { rows: completions.map((_, row) => row), weights: completions.map(() => 1), length: 16 };

/** Losses and norms of ten steps on all completions at once, in parts of a size. */
async function tenSteps(policy: Policy, partSize?: number) {
  const step = tuningStep(policy);
  const { history, params } = await train({
    step,
    params: policy.trainable,
    steps: golden.tiny.llama.tunedWhole.losses.length,
    batchAt: () => completionParts(policy, completions, allRows, partSize),
    learningRate: () => learningRate,
    random: stream(1, "test"),
    lossEvery: 1,
  });
  step.dispose();
  disposeTree(params);
  return history.losses;
}

function expectTuned(
  ours: Awaited<ReturnType<typeof tenSteps>>,
  theirs: (typeof golden.tiny)[string]["tunedWhole"],
) {
  ours.forEach(({ loss, gradientNorm }, at) => {
    expect(Math.abs(loss - theirs.losses[at])).toBeLessThan(1e-3);
    expect(Math.abs(gradientNorm / theirs.gradientNorms[at] - 1)).toBeLessThan(5e-3);
  });
  expect(ours).toHaveLength(theirs.losses.length);
}

test.each(
  tinyNames,
)("ten steps on all weights of %s have PyTorch's losses, whole or in parts", async (name) => {
  const policy = wholePolicy(loadDecoder(tinyFolder(name)));
  expectTuned(await tenSteps(policy), golden.tiny[name].tunedWhole);
  expectTuned(await tenSteps(policy, 2), golden.tiny[name].tunedWhole);
});

test.each(tinyNames)("ten steps on an adapter of %s have peft's losses, whole or in parts", async (name) => {
  const decoder = loadDecoder(tinyFolder(name));
  const policy = adapterPolicy(decoder, readAdapter(adapterFolder(name), decoder.config).adapter);
  expectTuned(await tenSteps(policy), golden.tiny[name].tunedAdapter);
  expectTuned(await tenSteps(policy, 3), golden.tiny[name].tunedAdapter);
});

const decoder = loadDecoder(tinyFolder("llama"));
const settings = { rank: 3, alpha: 6, targets: ["q_proj", "up_proj"] };
const options = (changes: Partial<TuneOptions> = {}): TuneOptions => ({
  policy: adapterPolicy(decoder, initAdapter(decoder.config, settings, stream(1, "adapter"))),
  completions,
  schedule: { epochs: 8, batchSize: 2, learningRate: 0.05 },
  random: stream(1, "tune"),
  ...changes,
});
const bits = (params: Record<string, { dataSync(): ArrayLike<number> }>) =>
  Object.values(params).map((tensor) => Array.from(tensor.dataSync()));

test("tuneDecoder makes the completions likelier and leaves the decoder's own weights alone", async () => {
  const tuning = options();
  const before = bits(decoder.params);
  const { params } = await tuneDecoder(tuning);
  expect(bits(decoder.params)).toEqual(before);
  const { scale } = tuning.policy.frozen as { scale: Parameters<typeof adapterPolicy>[1]["scale"] };
  const total = async (adapter?: { scale: typeof scale; params: typeof params }) =>
    (await sequenceLogProbs({ ...decoder, adapter }, completions)).map(sumLogProb).reduce((a, b) => a + b);
  expect(await total({ scale, params })).toBeGreaterThan((await total()) + 5);
});

test("tuneDecoder gives the same bits for the same seed, others for another, and others with dropout", async () => {
  const run = async (changes: Partial<TuneOptions> = {}) =>
    bits((await tuneDecoder(options(changes))).params);
  const adapter = initAdapter(decoder.config, settings, stream(1, "adapter"));
  const dropping = { policy: adapterPolicy(decoder, adapter, 0.3) };
  expect(await run()).toEqual(await run());
  expect(await run({ random: stream(2, "tune") })).not.toEqual(await run());
  expect(await run(dropping)).toEqual(await run(dropping));
  expect(await run(dropping)).not.toEqual(await run());
});

test("tuneDecoder leaves the factors and nothing else, whole or in parts", async () => {
  const tuning = options({ schedule: { epochs: 2, batchSize: 3, partSize: 2, learningRate: 0.01 } });
  const factors = Object.keys(tuning.policy.trainable).length;
  expect(await tensorsLeft(() => tuneDecoder(tuning))).toBe(factors);
});

test("shares of the parts are their shares of the tokens, fillers have none", () => {
  const rows = { rows: [0, 2, 4, 1, 1, 1, 1], weights: [1, 1, 1, 1, 0, 0, 0], length: 16 };
  const parts = completionParts(options().policy, completions, rows, 3);
  expect(parts.map(({ share }) => share.dataSync()[0])).toEqual([13 / 16, 3 / 16].map(Math.fround));
  expect(parts.map(({ batch }) => batch.ids.shape)).toEqual([
    [3, 16],
    [3, 8],
  ]);
  expect(() => completionParts(options().policy, completions, rows, 0)).toThrow(
    new RangeError("completionParts: partSize is 0, expected a whole number above 0"),
  );
});

test("a loss on whole completions has the gradient that its tokens have, recorded as op by op", () => {
  const whole = wholePolicy(decoder);
  const [part] = completionParts(whole, completions, allRows);
  const slopes = (logProbs: (batch: CompletionBatch, tokens: tf.Tensor1D) => tf.Tensor) => {
    const body = (params: Params, batch: CompletionBatch) =>
      valueAndGradients((now) => tf.sum(logProbs(batch, whole.logProbs(now, batch))) as tf.Scalar, params);
    const recorded = graphFunction("slopes", body);
    const result = recorded(whole.trainable, part.batch);
    expectCloseTrees(body(whole.trainable, part.batch), result, 1e-3);
    return result;
  };
  expectCloseTrees(
    slopes(sumLogProbs),
    slopes((_, tokens) => tokens),
    1e-4,
  );
  const weights = completions.map(({ completion }) => 1 / completion.length);
  const byHand = slopes(({ rows }, tokens) => {
    const oneHot = tf.oneHot(rows, completions.length);
    return tf.mul(tokens, tf.sum(tf.mul(oneHot, tf.tensor1d(weights)), 1));
  });
  expectCloseTrees(slopes(meanLogProbs), byHand, 1e-4);
});
