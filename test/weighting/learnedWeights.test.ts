import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { type AdamWState, adamWStart, adamWStep } from "../../src/engine/adamW";
import { valueAndGradients } from "../../src/engine/gradients";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import {
  type LearnedWeightOptions,
  learnedWeightGraphs,
  learnedWeightStep,
} from "../../src/weighting/learnedWeightStep";
import { positiveWeights, softmaxWeights } from "../../src/weighting/phiWeights";
import { weightGradients } from "../../src/weighting/weightGradients";

/** Logistic regression with a bias on points of the plane; the last example has the wrong label. */
const examples = [
  [1, 0.5, 1],
  [-0.5, 1.5, 0],
  [2, -1, 0],
];
const validation = [
  [1.5, -0.2, 1],
  [-1, 1, 0],
  [0.3, 0.1, 1],
  [2, -0.5, 1],
];
type Batch = { points: tf.Tensor; signs: tf.Tensor };
const batchOf = (rows: number[][]): Batch => ({
  points: tf.tensor2d(rows.map(([a, b]) => [a, b])),
  signs: tf.tensor1d(rows.map(([, , label]) => (label === 1 ? -1 : 1))),
});
const lossesOf = ({ slope, bias }: Params, { points, signs }: Batch) => {
  const logits = tf.add(tf.reshape(tf.matMul(points as tf.Tensor2D, tf.reshape(slope, [2, 1])), [-1]), bias);
  return tf.softplus(tf.mul(logits, signs));
};
const weighted = (params: Params, batch: Batch, weights: tf.Tensor) =>
  tf.sum(tf.mul(weights, lossesOf(params, batch))) as tf.Scalar;
const graphs = learnedWeightGraphs<Batch>(
  { weighted, validation: (params, part) => tf.sum(lossesOf(params, part)) as tf.Scalar },
  { clipNorm: 100, weightDecay: 0.01 },
);
afterAll(() => graphs.dispose());

let params: Params;
let optimizer: AdamWState;
let options: LearnedWeightOptions<Batch>;

beforeEach(() => {
  const start = { slope: tf.tensor1d([0.3, -0.2]), bias: tf.scalar(0.1) };
  // A few plain steps, so that Adam's moments are lopsided.
  let state = { params: start as Params, optimizer: adamWStart(start) };
  for (let step = 0; step < 3; step++) {
    const before = state;
    state = tf.tidy(() => {
      const { gradients } = gradientsOf(before.params, [examples[step]], [1]);
      const moved = adamWStep(before.params, gradients, before.optimizer, { learningRate: tf.scalar(0.1) });
      return { params: moved.params, optimizer: moved.state };
    });
    disposeTree(before);
  }
  ({ params, optimizer } = state);
  options = {
    params,
    optimizer,
    learningRate: 0.1,
    phi: [1, 0.4, 0.7],
    batch: batchOf(examples),
    examples: examples.map((row) => batchOf([row])),
    validation: validation.map((row) => batchOf([row])),
    seed: [1, 2],
    toWeights: softmaxWeights,
  };
});
afterEach(() => disposeTree([params, optimizer, options.batch, options.examples, options.validation]));

function gradientsOf(at: Params, rows: number[][], weights: number[]) {
  return valueAndGradients((now) => weighted(now, batchOf(rows), tf.tensor1d(weights)), at);
}

/** L_val after each example's own Adam step from the live state, added up in proportion to φ. */
function validationAfter(phi: readonly number[]): number {
  return tf.tidy(() => {
    const moves = examples.map((row) => {
      const { gradients } = gradientsOf(params, [row], [1]);
      const learningRate = tf.scalar(options.learningRate);
      return adamWStep(params, gradients, optimizer, { learningRate, weightDecay: 0 }).params;
    });
    const moved = Object.fromEntries(
      Object.keys(params).map((name) => [
        name,
        tf.addN([params[name], ...moves.map((move, i) => tf.mul(tf.sub(move[name], params[name]), phi[i]))]),
      ]),
    );
    return tf.sum(lossesOf(moved, batchOf(validation))).dataSync()[0];
  });
}

test("weightGradients are the slopes of the validation loss in each weight, found by finite differences", () => {
  const slopes = weightGradients(graphs, options);
  const width = 0.02;
  for (const [i, slope] of slopes.entries()) {
    const [up, down] = [width, -width].map((change) =>
      validationAfter(options.phi.map((value, j) => (i === j ? value + change : value))),
    );
    expect(slope).toBeCloseTo((up - down) / (2 * width), 3);
    expect(Math.abs(slope)).toBeGreaterThan(0.01);
  }
});

test("the example with the wrong label has the highest slope: more of it raises the loss on real data", () => {
  const [right, alsoRight, wrong] = weightGradients(graphs, options);
  expect(wrong).toBeGreaterThan(right);
  expect(wrong).toBeGreaterThan(alsoRight);
});

test("parts of the real set add up: two of them give what their sum as one gives", () => {
  const together = batchOf(validation);
  const slopes = weightGradients(graphs, { ...options, validation: [together] });
  for (const [i, slope] of weightGradients(graphs, options).entries()) {
    expect(slope).toBeCloseTo(slopes[i], 5);
  }
  disposeTree(together);
});

test("learnedWeightStep divides φ, takes the slope off, and stops at the floor", () => {
  const slopes = weightGradients(graphs, options);
  const { phi, weights, step } = learnedWeightStep(graphs, { ...options, phiDecay: 10 });
  for (const [i, value] of phi.entries()) {
    expect(value).toBeCloseTo(Math.max(options.phi[i] / 10 - slopes[i], 1e-5), 6);
  }
  expect(weights).toEqual(softmaxWeights(phi));
  disposeTree(step);
  const low = learnedWeightStep(graphs, { ...options, phi: [0, 0, -5] });
  expect(low.phi[2]).toBe(1e-5);
  disposeTree(low.step);
});

test("learnedWeightStep steps as AdamW does on the weighted sum of the losses", () => {
  const { step, weights } = learnedWeightStep(graphs, { ...options, toWeights: positiveWeights });
  const expected = tf.tidy(() => {
    const { gradients } = gradientsOf(params, examples, weights);
    return adamWStep(params, gradients, optimizer, { learningRate: tf.scalar(0.1), weightDecay: 0.01 })
      .params;
  });
  for (const name of Object.keys(params)) {
    const [ours, theirs] = [step.params[name].dataSync(), expected[name].dataSync()];
    for (const [i, value] of ours.entries()) expect(value).toBeCloseTo(theirs[i], 6);
  }
  disposeTree([step, expected]);
});

test("a step takes two passes for each example and one for each part of the real set, and says so", () => {
  const { passes, step } = learnedWeightStep(graphs, options);
  expect(passes).toEqual({ examples: 6, validationParts: 4 });
  disposeTree(step);
});

test("before Adam has taken a step all weigh the same, φ stays, and the real set is not looked at", () => {
  const fresh = adamWStart(params);
  const first = learnedWeightStep(graphs, { ...options, optimizer: fresh });
  expect(first.weights).toEqual([1 / 3, 1 / 3, 1 / 3]);
  expect(first.phi).toEqual([1, 0.4, 0.7]);
  expect(first.passes).toEqual({ examples: 3, validationParts: 0 });
  disposeTree([fresh, first.step]);
});

test("weightGradients leave no tensor, and a step leaves its weights and state alone", () => {
  expect(tensorsLeft(() => weightGradients(graphs, options))).toBe(0);
  // Two parameters, their four moments, the count of steps, the loss and the gradient's length.
  expect(tensorsLeft(() => learnedWeightStep(graphs, options).weights)).toBe(9);
});

test("softmaxWeights and positiveWeights sum to 1, with values by hand", () => {
  expect(softmaxWeights([0, Math.log(3)]).map((weight) => weight.toFixed(12))).toEqual([
    "0.250000000000",
    "0.750000000000",
  ]);
  expect(positiveWeights([-2, 1, 3])).toEqual([0, 0.25, 0.75]);
  expect(softmaxWeights([1000, 1000])).toEqual([0.5, 0.5]);
});

test("learned weights refuse a batch that does not fit", () => {
  expect(() => weightGradients(graphs, { ...options, phi: [1, 1] })).toThrow(
    new RangeError("weightGradients: phi has 2 numbers, expected 3 like examples"),
  );
  expect(() => weightGradients(graphs, { ...options, validation: [] })).toThrow(
    new RangeError("weightGradients: validation is empty, expected at least one"),
  );
  expect(() => learnedWeightStep(graphs, { ...options, phiDecay: 0 })).toThrow(
    new RangeError("learnedWeightStep: phiDecay is 0, expected a number above 0"),
  );
  expect(() => positiveWeights([-1, 0])).toThrow(
    new RangeError("positiveWeights: weights sum to 0, expected a positive sum"),
  );
  expect(() => softmaxWeights([0, Number.NaN])).toThrow(
    new RangeError("softmaxWeights: phi 1 is NaN, expected a finite number"),
  );
});
