import { expect, test } from "vitest";
import { type AdamWState, adamWStart, adamWStep } from "../../src/engine/adamW";
import { clipByGlobalNorm } from "../../src/engine/clipByGlobalNorm";
import { valueAndGradients } from "../../src/engine/gradients";
import { graphFunction } from "../../src/engine/graphFunction";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { stream } from "../../src/random/stream";
import { initLlama, llamaLoss } from "../bench/llama";
import { expectClose, expectCloseTrees } from "./closeTo";

const sizes = { width: 16, layers: 2, heads: 2, inner: 24, vocabulary: 11, batch: 3, length: 5 };

const step = (params: Params, state: AdamWState, rate: tf.Tensor, ids: tf.Tensor, next: tf.Tensor) => {
  const { value, gradients } = valueAndGradients((now) => llamaLoss(sizes, now, ids, next), params);
  const clipped = clipByGlobalNorm(gradients, 0.5);
  const model = adamWStep(params, clipped.gradients, state, { learningRate: rate });
  return { value, norm: clipped.norm, model };
};

/** Ten steps on one batch: losses, and the weights at the end. */
function train(take: typeof step) {
  const random = stream(3, "engine/trainingStep");
  const tokens = () => Int32Array.from({ length: 15 }, () => random.integer(sizes.vocabulary));
  const [ids, next] = [tf.tensor1d(tokens(), "int32"), tf.tensor1d(tokens(), "int32")];
  const params = initLlama(sizes, random);
  let model = { params, state: adamWStart(params) };
  const losses: number[] = [];
  const rate = tf.scalar(0.01);
  for (let i = 0; i < 10; i++) {
    const result = take(model.params, model.state, rate, ids, next);
    losses.push(result.value.dataSync()[0]);
    disposeTree([result.value, result.norm, model]);
    model = result.model;
  }
  return { losses, params: model.params };
}

test("ten training steps of a transformer are the same op by op, recorded and compiled", () => {
  const eager = train((...args) => tf.tidy(() => step(...args)));
  expect(eager.losses[0]).toBeCloseTo(Math.log(sizes.vocabulary), 1);
  expect(eager.losses[9]).toBeLessThan(eager.losses[0] - 0.5);
  for (const xla of [false, true]) {
    const graph = train(graphFunction("step", step, { xla }));
    expectClose(graph.losses, eager.losses, 1e-4);
    expectCloseTrees(graph.params, eager.params, 1e-3);
  }
});

test("the gradient of the whole transformer equals finite differences along a direction", () => {
  const random = stream(4, "engine/trainingStep");
  const params = initLlama(sizes, random);
  const ids = tf.tensor1d(
    Array.from({ length: 15 }, () => random.integer(11)),
    "int32",
  );
  const loss = graphFunction("loss", (now: Params, ids: tf.Tensor) => llamaLoss(sizes, now, ids, ids));
  const { gradients } = valueAndGradients((now) => llamaLoss(sizes, now, ids, ids), params);
  const direction = Object.entries(gradients).map(([name, gradient]) => {
    const values = Float32Array.from(gradient.dataSync(), () => random.normal());
    return [name, tf.tensor(values, gradient.shape)] as const;
  });
  const along = (change: number) => {
    const moved = direction.map(([name, d]) => [name, params[name].add(d.mul(change))]);
    return loss(Object.fromEntries(moved), ids).dataSync()[0];
  };
  const slope = direction.reduce((sum, [name, d]) => sum + d.mul(gradients[name]).sum().dataSync()[0], 0);
  const difference = (along(1e-3) - along(-1e-3)) / 2e-3;
  expectClose([slope], [difference], 1e-2);
});
