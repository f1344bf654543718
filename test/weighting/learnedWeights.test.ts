import { afterEach, beforeEach, expect, test } from "vitest";
import { type AdamWState, adamWStart, adamWStep } from "../../src/engine/adamW";
import { valueAndGradients } from "../../src/engine/gradients";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { learnedWeightStep } from "../../src/weighting/learnedWeightStep";
import { positiveWeights, softmaxWeights } from "../../src/weighting/phiWeights";
import { type WeightGradientOptions, weightGradients } from "../../src/weighting/weightGradients";

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
let calls = 0;
const lossOf =
  ([a, b, label]: number[]) =>
  ({ slope, bias }: Params) => {
    calls++;
    const logit = tf.add(tf.sum(tf.mul(slope, [a, b])), bias);
    return tf.softplus(tf.mul(logit, label === 1 ? -1 : 1)) as tf.Scalar;
  };

let params: Params;
let optimizer: AdamWState;
let options: WeightGradientOptions;

beforeEach(() => {
  calls = 0;
  const start = { slope: tf.tensor1d([0.3, -0.2]), bias: tf.scalar(0.1) };
  // A few plain steps, so that Adam's moments are lopsided.
  let state = { params: start as Params, optimizer: adamWStart(start) };
  for (let step = 0; step < 3; step++) {
    const before = state;
    state = tf.tidy(() => {
      const { gradients } = valueAndGradients(lossOf(examples[step]), before.params);
      const moved = adamWStep(before.params, gradients, before.optimizer, { learningRate: tf.scalar(0.1) });
      return { params: moved.params, optimizer: moved.state };
    });
    disposeTree(before);
  }
  ({ params, optimizer } = state);
  calls = 0;
  options = {
    params,
    optimizer,
    learningRate: 0.1,
    phi: [1, 0.4, 0.7],
    exampleLosses: examples.map(lossOf),
    validationLosses: validation.map(lossOf),
  };
});
afterEach(() => disposeTree([params, optimizer]));

/** L_val after each example's own Adam step from the live state, added up in proportion to φ. */
function validationAfter(phi: readonly number[]): number {
  return tf.tidy(() => {
    const moves = options.exampleLosses.map((loss) => {
      const { gradients } = valueAndGradients(loss, params);
      const learningRate = tf.scalar(options.learningRate);
      return adamWStep(params, gradients, optimizer, { learningRate, weightDecay: 0 }).params;
    });
    const moved = Object.fromEntries(
      Object.keys(params).map((name) => [
        name,
        tf.addN([params[name], ...moves.map((move, i) => tf.mul(tf.sub(move[name], params[name]), phi[i]))]),
      ]),
    );
    return tf.addN(options.validationLosses.map((loss) => loss(moved))).dataSync()[0];
  });
}

test("weightGradients are the slopes of the validation loss in each weight, found by finite differences", () => {
  const slopes = weightGradients(options);
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
  const [right, alsoRight, wrong] = weightGradients(options);
  expect(wrong).toBeGreaterThan(right);
  expect(wrong).toBeGreaterThan(alsoRight);
});

test("parts of the real set add up: two of them give what their sum as one gives", () => {
  const together = (at: Params) => tf.addN(validation.map((row) => lossOf(row)(at))) as tf.Scalar;
  const slopes = weightGradients({ ...options, validationLosses: [together] });
  for (const [i, slope] of weightGradients(options).entries()) expect(slope).toBeCloseTo(slopes[i], 5);
});

test("learnedWeightStep divides φ, takes the slope off, and stops at the floor", () => {
  const slopes = weightGradients(options);
  const { phi, weights, ...rest } = learnedWeightStep({
    ...options,
    toWeights: softmaxWeights,
    phiDecay: 10,
  });
  for (const [i, value] of phi.entries()) {
    expect(value).toBeCloseTo(Math.max(options.phi[i] / 10 - slopes[i], 1e-5), 6);
  }
  expect(weights).toEqual(softmaxWeights(phi));
  disposeTree([rest.params, rest.optimizer]);
  const low = learnedWeightStep({ ...options, phi: [0, 0, -5], toWeights: softmaxWeights });
  expect(low.phi[2]).toBe(1e-5);
  disposeTree([low.params, low.optimizer]);
});

test("learnedWeightStep steps as AdamW does on the weighted sum of the losses", () => {
  const {
    params: moved,
    optimizer: state,
    weights,
  } = learnedWeightStep({ ...options, toWeights: positiveWeights });
  const expected = tf.tidy(() => {
    const sum = (at: Params) =>
      tf.addN(examples.map((row, i) => tf.mul(lossOf(row)(at), weights[i]))) as tf.Scalar;
    const { gradients } = valueAndGradients(sum, params);
    return adamWStep(params, gradients, optimizer, { learningRate: tf.scalar(0.1), weightDecay: 0.01 })
      .params;
  });
  for (const name of Object.keys(params)) {
    expect([...moved[name].dataSync()]).toEqual([...expected[name].dataSync()]);
  }
  disposeTree([moved, state, expected]);
});

test("a step costs two forwards an example and one for each part of the real set, and says so", () => {
  const { passes, ...rest } = learnedWeightStep({ ...options, toWeights: softmaxWeights });
  expect(passes).toEqual({ examples: 6, validationParts: 4 });
  expect(calls).toBe(10);
  disposeTree([rest.params, rest.optimizer]);
});

test("before Adam has taken a step all weights are 1, φ stays, and the real set is not looked at", () => {
  const fresh = adamWStart(params);
  const first = learnedWeightStep({ ...options, optimizer: fresh, toWeights: softmaxWeights });
  expect(first.weights).toEqual([1, 1, 1]);
  expect(first.phi).toEqual([1, 0.4, 0.7]);
  expect(calls).toBe(3);
  disposeTree([fresh, first.params, first.optimizer]);
});

test("weightGradients leave no tensor, and a step leaves its weights and state alone", () => {
  expect(tensorsLeft(() => weightGradients(options))).toBe(0);
  // Two parameters, their four moments, and the count of steps.
  expect(tensorsLeft(() => learnedWeightStep({ ...options, toWeights: softmaxWeights }))).toBe(7);
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
  expect(() => weightGradients({ ...options, phi: [1, 1] })).toThrow(
    new RangeError("weightGradients: phi has 2 numbers, expected 3 like exampleLosses"),
  );
  expect(() => weightGradients({ ...options, validationLosses: [] })).toThrow(
    new RangeError("weightGradients: validationLosses is empty, expected at least one"),
  );
  expect(() => learnedWeightStep({ ...options, toWeights: softmaxWeights, phiDecay: 0 })).toThrow(
    new RangeError("learnedWeightStep: phiDecay is 0, expected a number above 0"),
  );
  expect(() => positiveWeights([-1, 0])).toThrow(
    new RangeError("positiveWeights: weights sum to 0, expected a positive sum"),
  );
  expect(() => softmaxWeights([0, Number.NaN])).toThrow(
    new RangeError("softmaxWeights: phi 1 is NaN, expected a finite number"),
  );
});
