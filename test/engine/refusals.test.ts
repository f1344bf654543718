import { expect, test } from "vitest";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { logProbOf } from "../../src/engine/ops/logProbOf";
import { rawOp } from "../../src/engine/rawOp";
import { tf } from "../../src/engine/tensorflow";

/** The message of what calling a graph function with this body throws; no tensor may be left by it. */
function refusal(
  body: (x: tf.Tensor) => unknown,
  x: tf.Tensor = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]),
): string {
  let message = "nothing was thrown";
  const left = tensorsLeft(() => {
    try {
      tf.dispose(graphFunction("step", body as (x: tf.Tensor) => tf.Tensor)(x));
    } catch (error) {
      message = (error as Error).message;
    }
  });
  expect(left).toBe(0);
  // The backend is whole again.
  expect(tf.tidy(() => x.add(1).sub(x).dataSync()[0])).toBe(1);
  return message;
}

test("a value read on the host is refused, with the op that reads and the op it came from", () => {
  expect(refusal((x) => x.mul(x.square().dataSync()[0]))).toBe(
    "step: body reads the value of Square while it is recorded, expected values to stay in tensors",
  );
  const ids = (x: tf.Tensor) => tf.argMax(x, 1);
  expect(refusal((x) => tf.gather(x, ids(x)))).toBe(
    "step: gather reads the value of ArgMax while it is recorded, expected values to stay in tensors",
  );
});

test("a tensor from outside is refused with op and shape, unless it is declared", () => {
  const outside = tf.ones([2, 2]);
  const message =
    "step: add uses a tensor of shape [2,2] from outside, expected it as an argument or in constants";
  expect(refusal((x) => x.add(outside))).toBe(message);
  expect(refusal((x) => x.add(outside.clone()))).toBe(message.replace("add", "clone"));
  expect(refusal((x) => x.mul(outside.dataSync()[0]))).toBe(message.replace("add", "body"));
  const declared = graphFunction("step", (x: tf.Tensor) => x.add(outside), { constants: [outside] });
  expect(declared(tf.zeros([2, 2])).arraySync()).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test("a constant that was freed is refused when it would be passed", () => {
  const table = tf.ones([3]);
  const step = graphFunction("step", (x: tf.Tensor) => x.add(table), { constants: { table } });
  step(tf.zeros([3]));
  table.dispose();
  expect(() => step(tf.zeros([3]))).toThrow(
    new Error("step: constant of shape [3] is disposed, expected it to outlive the function"),
  );
});

test("JavaScript's chance is refused with the op that draws, and works again afterwards", () => {
  const message = (op: string) =>
    `step: ${op} draws a random number while it is recorded, expected an op with a seed tensor`;
  expect(refusal((x) => tf.dropout(x, 0.5))).toBe(message("dropout"));
  expect(refusal((x) => x.add(tf.randomNormal([2, 2])))).toBe(message("randomNormal"));
  expect(refusal((x) => x.add(tf.randomUniform([2, 2])))).toBe(message("randomUniform"));
  expect(refusal((x) => x.add(tf.truncatedNormal([2, 2])))).toBe(message("truncatedNormal"));
  expect(refusal((x) => tf.multinomial(x as tf.Tensor2D, 3))).toBe(message("multinomial"));
  expect(refusal((x) => x.mul(Math.random()))).toBe(message("body"));
  expect(Math.random()).not.toBe(Math.random());
});

test("an op that keeps a state of its own is refused", () => {
  expect(refusal((x) => tf.multinomial(x as tf.Tensor2D, 3, 5))).toBe(
    "step: Multinomial keeps a state of its own, expected an op without (for chance, one with a seed)",
  );
});

test("a shape that depends on values is refused with its op", () => {
  expect(refusal((x) => tf.unique(x.flatten()).values)).toBe(
    "step: UniqueV2 gives a shape that depends on values, expected one that follows from shapes",
  );
});

test("tensors kept beyond the body are refused and freed", () => {
  expect(refusal((x) => tf.keep(x.square()))).toBe(
    "step: body keeps tensors of shape [2,2], expected none (tf.keep, tf.variable)",
  );
  expect(refusal((x) => tf.variable(x, true, "kept"))).toContain("step: body keeps tensors of shape [2,2]");
  // The variable's name is free again.
  tf.variable(tf.scalar(1), true, "kept").dispose();
});

test("a table from the host with more than a million numbers is refused", () => {
  const table = Float32Array.from({ length: 2 ** 20 + 1 }, (_, i) => i);
  expect(refusal((x) => x.sum().add(tf.tensor1d(table)))).toBe(
    "step: body makes a tensor of shape [1048577] from host values, expected it as an argument or a constant",
  );
});

test("texts are refused", () => {
  expect(refusal(() => tf.tensor1d(["a", "b"]).reshape([2, 1]))).toBe(
    "step: body makes a tensor of texts, expected numbers",
  );
});

test("what the body throws is passed on as it is", () => {
  expect(
    refusal(() => {
      throw new RangeError("mine");
    }),
  ).toBe("mine");
  expect(refusal((x) => x.add(tf.ones([3])))).toContain("3");
});

test("TensorFlow's own refusal of a shape names function and op", () => {
  expect(refusal((x) => rawOp("MatMul", [x, tf.ones([3, 2])])[0])).toMatch(
    /^step: MatMul: Dimensions must be equal, but are 2 and 3/,
  );
});

test("a result that is no tree of tensors is refused", () => {
  const expected = "expected a tensor, or an array or plain object of tensors";
  expect(refusal((x) => ({ loss: x, step: 3 }))).toBe(`step: result.step is the number 3, ${expected}`);
  expect(refusal(async (x) => x.square())).toBe(`step: result is a Promise, ${expected}`);
  expect(refusal(() => [])).toBe("step: result has no tensor, expected one or more");
});

test("an argument that is no tree of living tensors is refused, inside a recording, too", () => {
  const step = graphFunction("step", (x: tf.Tensor, rate: tf.Tensor) => x.mul(rate));
  const rate = 0.1 as unknown as tf.Tensor;
  const message =
    "step: argument 2 is the number 0.1, expected a tensor, or an array or plain object of tensors";
  expect(() => step(tf.scalar(1), rate)).toThrow(new TypeError(message));
  expect(() => graphFunction("outer", (x: tf.Tensor) => step(x, rate))(tf.scalar(1))).toThrow(message);
  const freed = tf.scalar(1);
  freed.dispose();
  expect(() => step(freed, tf.scalar(1))).toThrow("step: argument 1 is disposed, expected a living tensor");
});

test("a limit that is no whole number above 0 is refused", () => {
  for (const limit of [0, 1.5, Number.NaN]) {
    expect(() => graphFunction("step", (x: tf.Tensor) => x, { limit })).toThrow(
      new RangeError(`graphFunction: limit is ${limit}, expected a whole number above 0`),
    );
  }
});

test("an error of TensorFlow at run time is one line that begins with the function's name", () => {
  const score = graphFunction("score", (z: tf.Tensor, y: tf.Tensor) => logProbOf(z, y));
  expect(() => score(tf.zeros([1, 3]), tf.tensor1d([3], "int32"))).toThrow(
    new Error(
      "score: Received a label value of 3 which is outside the valid range of [0, 3). Label values: 3",
    ),
  );
});
