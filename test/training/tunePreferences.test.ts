import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { linearSchedule } from "../../src/engine/schedule";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import { rewardAccuracy } from "../../src/evaluation/rewardAccuracy";
import { dpoLoss, rewardGap } from "../../src/losses/dpoLoss";
import { simPoLoss } from "../../src/losses/simPoLoss";
import type { Decoder } from "../../src/models/decoder";
import { initAdapter } from "../../src/models/initAdapter";
import { loadDecoder } from "../../src/models/loadDecoder";
import { adapterPolicy, type Policy, wholePolicy } from "../../src/models/policy";
import { stream } from "../../src/random/stream";
import { type PairBatch, pairBatch, sumByPair, type TunedPair } from "../../src/training/pairBatch";
import { overPairs, overWeights, type PairReduction } from "../../src/training/pairReduction";
import { referencePairs, scorePairs } from "../../src/training/scorePairs";
import {
  type PairLoss,
  type PreferenceStep,
  pairParts,
  preferenceStep,
  tunePreferences,
} from "../../src/training/tunePreferences";

interface Golden {
  settings: { steps: number; batchSize: number; beta: number; learningRate: number };
  pairs: { prompt: number[]; chosen: number[]; rejected: number[] }[];
  weights: number[];
  dpo: { loss: number; gradientNorm: number; rewardMargin: number; rewardAccuracy: number }[];
  weighted: { loss: number; gradientNorm: number }[];
}

/** What TRL says: written by test/golden/dpo.py. */
const golden: Golden = JSON.parse(readFileSync(join(__dirname, "../golden/dpo.json"), "utf8"));
const { beta } = golden.settings;
const dpo: PairLoss = ({ policy, reference }) => dpoLoss(policy, reference, beta);

let decoder: Decoder;
let pairs: TunedPair[];

beforeAll(async () => {
  decoder = loadDecoder(join(__dirname, "../golden/tinyDecoders/llama"));
  const texts = golden.pairs.map(({ prompt, chosen, rejected }) => ({
    chosen: { prompt, completion: chosen },
    rejected: { prompt, completion: rejected },
  }));
  pairs = referencePairs(texts, await scorePairs(decoder, texts));
});

const weighted = () => pairs.map((pair, at) => ({ ...pair, weight: golden.weights[at] }));

/** Rewards of a batch as TRL logs them: before the step, mean of the gap times beta, and strict accuracy. */
function rewards(policy: Policy, params: Policy["trainable"], batch: PairBatch) {
  return tf.tidy(() => {
    const scores = sumByPair(batch, policy.logProbs(params, batch.completions));
    const column = (tensor: tf.Tensor) => tensor.dataSync<"float32">();
    const of = ({ chosen, rejected }: typeof scores) => ({
      chosen: column(chosen),
      rejected: column(rejected),
    });
    return {
      rewardMargin: tf.mul(tf.mean(rewardGap(scores, batch.reference)), beta).dataSync()[0],
      rewardAccuracy: rewardAccuracy(of(scores), of(batch.reference)),
    };
  });
}

/** As many steps as TRL took, on the same pairs in the same order. */
function trajectory(rows: readonly TunedPair[], partSize?: number) {
  const { steps, batchSize, learningRate } = golden.settings;
  const policy = wholePolicy(decoder);
  const step = preferenceStep(policy, dpo);
  const rate = linearSchedule({ peak: learningRate, warmupSteps: 0, totalSteps: steps });
  let state = { params: policy.trainable, optimizer: step.start(policy.trainable) };
  const seen = [];
  for (let at = 0; at < steps; at++) {
    const batch = Array.from({ length: batchSize }, (_, i) => rows[(at * batchSize + i) % rows.length]);
    const parts = pairParts(policy, batch, overPairs, partSize);
    const before = partSize === undefined ? rewards(policy, state.params, parts[0].batch) : undefined;
    const taken = step.take(state, parts, rate(at), [0, at]);
    seen.push({
      ...before,
      loss: taken.loss.dataSync()[0],
      gradientNorm: taken.gradientNorm.dataSync()[0],
    });
    disposeTree([parts, taken.loss, taken.gradientNorm]);
    if (at > 0) disposeTree(state);
    state = { params: taken.params, optimizer: taken.optimizer };
  }
  disposeTree(state);
  step.dispose();
  return seen;
}

/** Loss and gradient length of one first step. */
function firstStep(
  rows: readonly TunedPair[],
  settings: { loss?: PairLoss; reduction?: PairReduction; partSize?: number; policy?: Policy } = {},
) {
  const { loss = dpo, reduction = overPairs, partSize, policy = wholePolicy(decoder) } = settings;
  const step: PreferenceStep = preferenceStep(policy, loss, reduction);
  const optimizer = step.start(policy.trainable);
  const parts = pairParts(policy, rows, reduction, partSize);
  const taken = step.take({ params: policy.trainable, optimizer }, parts, 1e-3, [0, 0]);
  const numbers = { loss: taken.loss.dataSync()[0], norm: taken.gradientNorm.dataSync()[0] };
  disposeTree([parts, taken, optimizer]);
  step.dispose();
  return numbers;
}

/** Fails where a number is off by more than a thousandth, or where it is near 0, by more than 1e-4. */
function expectClose(actual: number | undefined, expected: number, what: string): void {
  expect(Math.abs((actual ?? Number.NaN) - expected), what).toBeLessThan(1e-3 * Math.abs(expected) + 1e-4);
}

describe("fifty steps on a tiny LLaMA", () => {
  test("equal TRL's in loss, gradient length, reward margin and reward accuracy", () => {
    const ours = trajectory(pairs);
    golden.dpo.forEach((step, at) => {
      for (const name of ["loss", "gradientNorm", "rewardMargin", "rewardAccuracy"] as const) {
        expectClose(ours[at][name], step[name], `${name} at step ${at}`);
      }
    });
  });

  test("with weights equal a PyTorch loop that multiplies each pair's loss", () => {
    const ours = trajectory(weighted());
    golden.weighted.forEach((step, at) => {
      expectClose(ours[at].loss, step.loss, `loss at step ${at}`);
      expectClose(ours[at].gradientNorm, step.gradientNorm, `gradient length at step ${at}`);
    });
  });

  test("are the same in parts of three pairs as in whole batches of four", () => {
    const parts = trajectory(weighted(), 3);
    golden.weighted.forEach((step, at) => {
      expectClose(parts[at].loss, step.loss, `loss at step ${at}`);
    });
  });
});

test("the loss of the model itself is log 2, and with a fresh adapter too", () => {
  expect(firstStep(pairs.slice(0, 5)).loss).toBeCloseTo(Math.LN2, 5);
  const settings = { rank: 2, alpha: 4, targets: ["q_proj", "v_proj"] };
  const adapter = initAdapter(decoder.config, settings, stream(1, "adapter"));
  const policy = adapterPolicy(decoder, adapter);
  const first = firstStep(pairs.slice(0, 5), { policy });
  expect(first.loss).toBeCloseTo(Math.LN2, 5);
  expect(first.norm).toBeGreaterThan(0);
  disposeTree(adapter);
});

test("neither the order of pairs nor longer neighbours change the first step", () => {
  const some = weighted().slice(0, 7);
  const there = firstStep(some);
  const back = firstStep([...some].reverse());
  expect(back.loss).toBeCloseTo(there.loss, 5);
  expect(back.norm).toBeCloseTo(there.norm, 4);
  const alone = some.map((pair) => firstStep([pair]).loss);
  expect(alone.reduce((sum, loss) => sum + loss, 0) / 7).toBeCloseTo(there.loss, 5);
});

test("weights of 1 are plain DPO in both readings of the mean, and weights of 0 leave a pair out", () => {
  const some = pairs.slice(0, 5);
  const plain = firstStep(some);
  const asWeighted = firstStep(some, { reduction: overWeights });
  expect(asWeighted.loss).toBeCloseTo(plain.loss, 6);
  expect(asWeighted.norm).toBeCloseTo(plain.norm, 5);
  const last = [...some.slice(0, 4), { ...some[4], weight: 0 }];
  const without = firstStep(some.slice(0, 4));
  expect(firstStep(last, { reduction: overWeights }).norm).toBeCloseTo(without.norm, 5);
  expect(firstStep(last).norm).toBeCloseTo((4 / 5) * without.norm, 5);
});

test("padding changes no log-probability of a pair", () => {
  const policy = wholePolicy(decoder);
  const some = pairs.slice(0, 4);
  const sums = (length: number) =>
    tf.tidy(() => {
      const batch = pairBatch(some, length, decoder.config.padId);
      const { chosen, rejected } = sumByPair(batch, policy.logProbs(policy.trainable, batch.completions));
      return [...chosen.dataSync(), ...rejected.dataSync()];
    });
  const [tight, wide] = [sums(32), sums(57)];
  tight.forEach((value, at) => {
    expect(wide[at]).toBeCloseTo(value, 4);
  });
});

test("overWeights does not see a common factor in the weights, overPairs does", () => {
  const some = weighted().slice(0, 5);
  const halved = some.map((pair) => ({ ...pair, weight: pair.weight / 2 }));
  const plain = firstStep(some, { reduction: overWeights });
  const scaled = firstStep(halved, { reduction: overWeights });
  expect(scaled.norm).toBeCloseTo(plain.norm, 4);
  expect(firstStep(halved).norm).toBeCloseTo(firstStep(some).norm / 2, 4);
});

test("a factor that all weights share moves AdamW's weights by little, weights on other pairs by much", async () => {
  const some = weighted().slice(0, 8);
  const ends = async (rows: readonly TunedPair[]) => {
    const schedule = { epochs: 3, batchSize: 4, learningRate: 1e-3 };
    const { params } = await tunePreferences({
      policy: wholePolicy(decoder),
      pairs: rows,
      schedule,
      loss: dpo,
      random: stream(3, "factor"),
    });
    const numbers = Object.values(params).flatMap((tensor) => [...tensor.dataSync()]);
    disposeTree(params);
    return numbers;
  };
  const apart = (one: number[], other: number[]) => Math.hypot(...one.map((value, at) => value - other[at]));
  const whole = await ends(some);
  const tenth = await ends(some.map((pair) => ({ ...pair, weight: pair.weight / 10 })));
  const others = await ends(some.map((pair, at) => ({ ...pair, weight: some[(at + 1) % 8].weight })));
  expect(apart(whole, tenth)).toBeLessThan(0.2 * apart(whole, others));
});

test("overWeights in parts equals overWeights at once", () => {
  const some = weighted().slice(0, 5);
  const whole = firstStep(some, { reduction: overWeights });
  const parts = firstStep(some, { reduction: overWeights, partSize: 2 });
  expect(parts.loss).toBeCloseTo(whole.loss, 5);
  expect(parts.norm).toBeCloseTo(whole.norm, 4);
});

test("a loss by token sees lengths: SimPO of two equal texts is log(1 + e^gamma)", () => {
  const { chosen } = pairs[0];
  const same = { ...pairs[0], chosen, rejected: chosen };
  const loss: PairLoss = ({ meanPolicy }) => simPoLoss(meanPolicy, 2, 0.5);
  expect(firstStep([same], { loss }).loss).toBeCloseTo(Math.log1p(Math.exp(0.5)), 5);
});

test("tuning moves rewards the right way on the pairs it learns from, and leaves no tensor", async () => {
  const measured: number[] = [];
  const left = await tensorsLeft(async () => {
    const tuned = await tunePreferences({
      policy: wholePolicy(decoder),
      pairs: pairs.slice(0, 12),
      schedule: { epochs: 6, batchSize: 5, learningRate: 3e-3 },
      loss: dpo,
      random: stream(3, "preferences"),
    });
    const after = await scorePairs({ config: decoder.config, params: tuned.params }, pairs.slice(0, 12));
    const reference = {
      chosen: pairs.slice(0, 12).map((pair) => pair.reference.chosen),
      rejected: pairs.slice(0, 12).map((pair) => pair.reference.rejected),
    };
    measured.push(rewardAccuracy(after, reference), tuned.history.losses.length);
    disposeTree(tuned.params);
  });
  expect(left).toBe(0);
  expect(measured[0]).toBe(1);
  expect(measured[1]).toBe(2);
});

test("the same seed gives the same weights bit for bit, another seed others", async () => {
  const run = async (seed: number) => {
    const tuned = await tunePreferences({
      policy: wholePolicy(decoder),
      pairs: pairs.slice(0, 10),
      schedule: { epochs: 1, batchSize: 3, learningRate: 1e-3 },
      loss: dpo,
      random: stream(seed, "preferences"),
    });
    const sum = [...tuned.params["model.norm.weight"].dataSync()];
    disposeTree(tuned.params);
    return sum;
  };
  expect(await run(1)).toEqual(await run(1));
  expect(await run(2)).not.toEqual(await run(1));
});

test("bad columns, parts and weights are refused in one line", () => {
  const policy = wholePolicy(decoder);
  expect(() => referencePairs(pairs.slice(0, 2), { chosen: [1], rejected: [1, 2] })).toThrow(
    "referencePairs: columns have 1, 2, 2 rows, expected 2 each",
  );
  expect(() => pairParts(policy, pairs.slice(0, 2), overPairs, 0)).toThrow(
    "pairParts: partSize is 0, expected a whole number above 0",
  );
  const weightless = [{ ...pairs[0], weight: 0 }];
  expect(() => pairParts(policy, weightless, overWeights)).toThrow(
    "pairParts: weights sum to 0, expected a positive sum",
  );
});
