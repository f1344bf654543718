import { describe, expect, test } from "vitest";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { batchMean } from "../../src/losses/reduce";
import { expectNear, golden, goldenBatch, gradient, losses } from "./cases";

describe.each(Object.entries(losses))("%s", (name, loss) => {
  test("equals PyTorch example by example, where the model is sure of a right label too", () => {
    const { logits, labels, columns } = goldenBatch();
    expectNear(loss(logits, labels, columns).dataSync(), golden.expected[name].losses, 5);
  });

  test("has PyTorch's gradient of the batch mean", () => {
    const { logits, labels, columns } = goldenBatch();
    const slope = tf.grad((x) => batchMean(loss(x, labels, columns)))(logits);
    expectNear(slope.dataSync(), golden.expected[name].gradientOfMean.flat(), 5);
  });

  test("gives the same numbers and gradients recorded as eager", () => {
    const { logits, labels, columns } = goldenBatch();
    const body = (x: tf.Tensor, y: tf.Tensor, logQuality: tf.Tensor, logDiversity: tf.Tensor) => {
      const lossOf = (z: tf.Tensor) => loss(z, y, { logQuality, logDiversity });
      return { losses: lossOf(x), slope: tf.grad((z) => tf.sum(lossOf(z)))(x) };
    };
    const recorded = graphFunction(`test/${name}`, body);
    const fromGraph = recorded(logits, labels, columns.logQuality, columns.logDiversity);
    expectNear(fromGraph.losses.dataSync(), loss(logits, labels, columns).dataSync(), 6);
    expectNear(
      fromGraph.slope.dataSync(),
      gradient((x) => loss(x, labels, columns), logits),
      6,
    );
    recorded.dispose();
  });

  test("leaves exactly one new tensor behind", async () => {
    const { logits, labels, columns } = goldenBatch();
    expect(await tensorsLeft(() => loss(logits, labels, columns))).toBe(1);
  });

  test("names the argument whose shape or kind is wrong", () => {
    const { logits, labels, columns } = goldenBatch();
    expect(() => loss(labels, labels, columns)).toThrow(
      new RangeError(`${name}: logits has shape [7], expected [batch, classes]`),
    );
    expect(() => loss(logits, labels.slice(0, 3), columns)).toThrow(
      new RangeError(`${name}: labels has shape [3], expected [7] like the rows of logits`),
    );
    expect(() => loss(logits, labels.toFloat(), columns)).toThrow(
      new TypeError(`${name}: labels is float32, expected int32`),
    );
  });
});

describe.each(["impLoss", "dimpLoss", "dimpLossMeanOne", "qualityOnlyLoss"])("%s", (name) => {
  test("refuses a quality column of another length", () => {
    const { logits, labels, columns } = goldenBatch();
    const short = { ...columns, logQuality: tf.zeros([2]) };
    expect(() => losses[name](logits, labels, short)).toThrow(
      new RangeError(`${name}: logQuality has shape [2], expected [7] like the rows of logits`),
    );
  });
});

describe.each(["crossEntropy", "focal", "impLoss", "qualityOnlyLoss"])("%s", (name) => {
  test("has the gradient that finite differences find", () => {
    const { logits, labels, columns } = goldenBatch();
    // Six rows: in the seventh p is 1 in float32, where differences see nothing.
    const rows = { logits: logits.slice(0, 6), labels: labels.slice(0, 6) };
    const constants = {
      logQuality: columns.logQuality.slice(0, 6),
      logDiversity: columns.logDiversity.slice(0, 6),
    };
    const total = (x: tf.Tensor) => tf.sum(losses[name](x, rows.labels, constants)).dataSync()[0];
    const slope = gradient((x) => losses[name](x, rows.labels, constants), rows.logits);
    const step = 0.01;
    for (const index of [0, 4, 7, 12, 18, 29]) {
      const nudge = tf.oneHot(tf.scalar(index, "int32"), 30).mul(step).reshape([6, 5]);
      const difference = (total(rows.logits.add(nudge)) - total(rows.logits.sub(nudge))) / (2 * step);
      expect(slope[index]).toBeCloseTo(difference, 2);
    }
  });
});
