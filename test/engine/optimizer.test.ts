import { expect, test } from "vitest";
import { type AdamWState, adamWStart, adamWStep } from "../../src/engine/adamW";
import { clipByGlobalNorm } from "../../src/engine/clipByGlobalNorm";
import { valueAndGradients } from "../../src/engine/gradients";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import {
  constantSchedule,
  cosineSchedule,
  linearSchedule,
  type ScheduleOptions,
} from "../../src/engine/schedule";
import { tf } from "../../src/engine/tensorflow";
import type { Params } from "../../src/engine/tensorTree";
import { expectClose } from "./closeTo";
import { golden } from "./golden";

const tensors = (values: Record<string, tf.TensorLike>): Params =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, tf.tensor(value)]));

const step = (params: Params, gradients: Params, state: AdamWState, learningRate: tf.Tensor) =>
  adamWStep(params, gradients, state, {
    learningRate,
    weightDecay: 0.1,
    beta1: 0.8,
    beta2: 0.95,
    epsilon: 1e-6,
    decays: (name) => name.endsWith("weight"),
  });

for (const [how, take] of Object.entries({
  "op by op": step,
  recorded: graphFunction("adamW", step),
  compiled: graphFunction("adamW", step, { xla: true }),
})) {
  test(`AdamW ${how} follows PyTorch's over seven steps, with a parameter that does not decay`, () => {
    let params = tensors(golden.adamW.start);
    let state = adamWStart(params);
    for (const { learningRate, gradients, params: expected } of golden.adamW.steps) {
      ({ params, state } = take(params, tensors(gradients), state, tf.scalar(learningRate)));
      for (const [name, tensor] of Object.entries(params)) {
        expectClose(tensor.dataSync(), tf.tensor(expected[name]).dataSync(), 2e-6);
      }
    }
    expect(state.step.dataSync()[0]).toBe(7);
  });
}

test("the first step of AdamW without decay has the length of the learning rate, whatever the gradient", () => {
  const params = tensors({ w: [1, 1, 1] });
  const gradients = tensors({ w: [1e-3, 2, -50] });
  const options = { learningRate: tf.scalar(0.1), weightDecay: 0 };
  const { params: moved } = adamWStep(params, gradients, adamWStart(params), options);
  expectClose(moved.w.dataSync(), [0.9, 0.9, 1.1], 2e-6);
});

test("AdamW leaves the parameters, the state and nothing else, and its inputs as they were", () => {
  const params = tensors({ w: [1, 2], b: [3] });
  const gradients = tensors({ w: [1, 1], b: [1] });
  const state = adamWStart(params);
  const rate = tf.scalar(0.1);
  const left = tensorsLeft(() => adamWStep(params, gradients, state, { learningRate: rate }));
  expect(left).toBe(2 + 2 * 2 + 1);
  expect(Array.from(params.w.dataSync())).toEqual([1, 2]);
});

test("AdamW names the parameter that has no gradient or no state", () => {
  const params = tensors({ w: [1] });
  const options = { learningRate: tf.scalar(0.1) };
  expect(() => adamWStep(params, {}, adamWStart(params), options)).toThrow(
    new RangeError("adamWStep: gradients lack w, expected one for every parameter"),
  );
  expect(() => adamWStep(params, params, adamWStart({}), options)).toThrow(
    new RangeError("adamWStep: state lacks w, expected one for every parameter"),
  );
});

test("clipByGlobalNorm equals PyTorch's where it clips and where it does not", () => {
  const [a, b] = golden.clipping.gradients;
  for (const { maxNorm, norm, clipped } of golden.clipping.cases) {
    const result = clipByGlobalNorm(tensors({ a, b }), maxNorm);
    expectClose(result.norm.dataSync(), [norm], 1e-6);
    expectClose(result.gradients.a.dataSync(), clipped[0].flat(), 1e-6);
    expectClose(result.gradients.b.dataSync(), clipped[1].flat(), 1e-6);
  }
});

test("gradients of 0 stay 0 when clipped, and leave one tensor each and the norm", () => {
  const gradients = tensors({ a: [0, 0], b: [0] });
  let clipped: Params = {};
  expect(
    tensorsLeft(() => {
      clipped = clipByGlobalNorm(gradients, 1).gradients;
    }),
  ).toBe(3);
  expect(Array.from(clipped.a.dataSync())).toEqual([0, 0]);
});

test("clipByGlobalNorm refuses a bound that is not above 0, and having nothing to clip", () => {
  expect(() => clipByGlobalNorm(tensors({ a: [1] }), 0)).toThrow(
    new RangeError("clipByGlobalNorm: maxNorm is 0, expected a number above 0"),
  );
  expect(() => clipByGlobalNorm({}, 1)).toThrow(
    new RangeError("clipByGlobalNorm: gradients are empty, expected one or more"),
  );
});

test("schedules equal transformers' at every step, and are 0 past the end", () => {
  const { peak, linear, cosine } = golden.schedules;
  const cases: [(options: ScheduleOptions) => (step: number) => number, typeof linear][] = [
    [linearSchedule, linear],
    [cosineSchedule, cosine],
  ];
  for (const [make, expected] of cases) {
    for (const { rates, ...sizes } of expected) {
      const schedule = make({ peak, ...sizes });
      // Past the end transformers' cosine rises again.
      rates.fill(0, sizes.totalSteps + 1);
      expectClose(
        rates.map((_, step) => schedule(step)),
        rates,
        1e-9,
      );
    }
  }
  expect([0, 5, 1000].map(constantSchedule(0.1))).toEqual([0.1, 0.1, 0.1]);
});

test("schedules refuse sizes that make no sense", () => {
  expect(() => constantSchedule(-1)).toThrow(
    new RangeError("constantSchedule: peak is -1, expected a finite number from 0"),
  );
  expect(() => linearSchedule({ peak: 1, warmupSteps: 5, totalSteps: 4 })).toThrow(
    new RangeError("linearSchedule: warmupSteps is 5, expected a whole number from 0 to 4"),
  );
  expect(() => cosineSchedule({ peak: 1, warmupSteps: 0, totalSteps: 0 })).toThrow(
    new RangeError("cosineSchedule: totalSteps is 0, expected a whole number above 0"),
  );
});

test("valueAndGradients gives value and slopes by hand", () => {
  const params = tensors({ w: [1, 2], b: [3] });
  const { value, gradients } = valueAndGradients(
    ({ w, b }) => w.square().sum().add(b.mul(4).sum()) as tf.Scalar,
    params,
  );
  expect(value.dataSync()[0]).toBe(17);
  expect([gradients.w, gradients.b].map((tensor) => Array.from(tensor.dataSync()))).toEqual([[2, 4], [4]]);
});

test("valueAndGradients leaves value and gradients and nothing else", () => {
  const params = tensors({ w: [1, 2] });
  expect(tensorsLeft(() => valueAndGradients(({ w }) => w.exp().sum() as tf.Scalar, params))).toBe(2);
});

test("valueAndGradients names the parameters that the loss forgets, and refuses a loss that is no scalar", () => {
  const params = tensors({ w: [1], b: [3], c: [1] });
  expect(() => valueAndGradients(({ w }) => w.sum() as tf.Scalar, params)).toThrow(
    new RangeError("valueAndGradients: loss does not depend on b, c, expected every parameter to matter"),
  );
  expect(() => valueAndGradients(({ w }) => w as tf.Scalar, params)).toThrow(
    new RangeError("valueAndGradients: loss has shape [1], expected a scalar"),
  );
});
