import { expect, test } from "vitest";
import { graphFunction } from "../../src/engine/graphFunction";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { expectCloseTrees } from "./closeTo";

const numbers = (tensor: tf.Tensor) => Array.from(tensor.dataSync());

test("a graph function gives the value that its body has by hand", () => {
  const square = graphFunction("square", (x: tf.Tensor) => x.square().add(1));
  expect(numbers(square(tf.tensor1d([1, -2, 3])))).toEqual([2, 5, 10]);
});

test("the body runs once for each signature and not at later calls", () => {
  let runs = 0;
  const double = graphFunction("double", (x: tf.Tensor) => {
    runs += 1;
    return x.add(x);
  });
  expect(numbers(double(tf.tensor1d([1, 2])))).toEqual([2, 4]);
  expect(numbers(double(tf.tensor1d([3, 4])))).toEqual([6, 8]);
  expect([runs, double.recordings]).toEqual([1, 1]);
  double(tf.tensor1d([1, 2, 3]));
  double(tf.tensor1d([1, 2], "int32"));
  double(tf.tensor2d([[1, 2]]));
  expect([runs, double.recordings]).toEqual([4, 4]);
});

test("the form of the arguments is part of the signature", () => {
  const sum = graphFunction("sum", (tree: { a: tf.Tensor } | [tf.Tensor]) =>
    Array.isArray(tree) ? tree[0].mul(10) : tree.a.add(0),
  );
  const one = tf.scalar(1);
  expect([numbers(sum({ a: one })), numbers(sum([one]))]).toEqual([[1], [10]]);
  expect(sum.recordings).toBe(2);
});

test("the recording not called for longest is the one that goes", () => {
  let runs = 0;
  const count = (length: number) => {
    const before = runs;
    limited(tf.ones([length])).dispose();
    return runs - before;
  };
  const limited = graphFunction(
    "limited",
    (x: tf.Tensor) => {
      runs += 1;
      return x.neg();
    },
    { limit: 2 },
  );
  expect([count(1), count(2), count(1), count(3)]).toEqual([1, 1, 0, 1]);
  expect(limited.recordings).toBe(2);
  expect([count(1), count(3), count(2)]).toEqual([0, 0, 1]);
});

test("after dispose a graph function holds nothing and records anew when called", () => {
  const negate = graphFunction("negate", (x: tf.Tensor) => x.neg());
  negate(tf.scalar(1));
  negate.dispose();
  expect(negate.recordings).toBe(0);
  expect(numbers(negate(tf.scalar(2)))).toEqual([-2]);
});

test("the same tensor may be passed twice, and a result may be an argument, a constant or the same value twice", () => {
  const table = tf.tensor1d([7, 8]);
  const echo = graphFunction(
    "echo",
    (x: tf.Tensor, y: tf.Tensor) => {
      const sum = x.add(y);
      return { sum, again: sum, x, table };
    },
    { constants: { table } },
  );
  const one = tf.tensor1d([1, 2]);
  const { sum, again, x, table: same } = echo(one, one);
  tf.dispose([one, sum]);
  expect([again, x, same].map(numbers)).toEqual([
    [2, 4],
    [1, 2],
    [7, 8],
  ]);
  tf.dispose(same);
  expect(numbers(table)).toEqual([7, 8]);
});

test("dtypes other than float32, tensors without elements and lists of inputs are recorded", () => {
  const mixed = graphFunction("mixed", (ids: tf.Tensor, flags: tf.Tensor, none: tf.Tensor) => ({
    ids: ids.add(tf.scalar(1, "int32")),
    flags: flags.logicalNot(),
    none: none.mul(2),
    joined: tf.concat([ids, ids, ids]),
    stacked: tf.stack([ids, ids]),
    halves: tf.split(ids, 2),
    sum: tf.addN([ids, ids, ids]),
  }));
  const result = mixed(tf.tensor1d([1, 2], "int32"), tf.tensor1d([true, false], "bool"), tf.zeros([0, 3]));
  expect([result.ids.dtype, numbers(result.ids)]).toEqual(["int32", [2, 3]]);
  expect([result.flags.dtype, numbers(result.flags)]).toEqual(["bool", [0, 1]]);
  expect(result.none.shape).toEqual([0, 3]);
  expect(numbers(result.joined)).toEqual([1, 2, 1, 2, 1, 2]);
  expect(result.stacked.arraySync()).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(result.halves.map(numbers)).toEqual([[1], [2]]);
  expect(numbers(result.sum)).toEqual([3, 6]);
});

test("values from the host become part of the recording: small ones as they are, uniform ones of any size", () => {
  const masked = graphFunction("masked", (x: tf.Tensor) =>
    x
      .mul(tf.tensor1d([1, 0, 1]))
      .add(tf.zeros([2000, 3]))
      .add(tf.fill([2000, 3], 2)),
  );
  expect(
    masked(tf.tensor1d([5, 6, 7]))
      .slice([1999, 0], [1, 3])
      .arraySync(),
  ).toEqual([[7, 2, 9]]);
  const known = graphFunction("known", (x: tf.Tensor) => x.mul(tf.scalar(3).dataSync()[0]));
  expect(numbers(known(tf.scalar(2)))).toEqual([6]);
});

test("a graph function within another runs in line", () => {
  const inner = graphFunction("inner", (x: tf.Tensor) => ({ square: x.square(), x }));
  const outer = graphFunction("outer", (x: tf.Tensor) => inner(x).square.add(inner(x.mul(2)).x));
  expect(numbers(outer(tf.tensor1d([1, 2, 3])))).toEqual([3, 8, 15]);
  expect([inner.recordings, outer.recordings]).toEqual([0, 1]);
});

test("a graph function under a gradient runs in line, so that the gradient sees it", () => {
  const cube = graphFunction("cube", (x: tf.Tensor) => x.pow(3));
  expect(numbers(tf.grad((x) => cube(x).sum())(tf.tensor1d([1, 2, -3])))).toEqual([3, 12, 27]);
});

test("functions of the same name, or of one that TensorFlow would not take, do not get in each other's way", () => {
  const one = graphFunction("5.1 / Ω", (x: tf.Tensor) => x.add(1));
  const two = graphFunction("5.1 / Ω", (x: tf.Tensor) => x.add(2));
  expect([one, two, one].map((f) => numbers(f(tf.scalar(1)))[0])).toEqual([2, 3, 2]);
  expect(one.name).toBe("5.1 / Ω");
});

test("gradients are recorded", () => {
  const slope = graphFunction("slope", (x: tf.Tensor) => tf.grad((z) => z.sigmoid().sum())(x));
  expect(slope(tf.scalar(0)).dataSync()[0]).toBeCloseTo(0.25, 6);
});

test("XLA computes what the graph and the body op by op compute", () => {
  const body = (x: tf.Tensor) => tf.softmax(x.matMul(x, false, true)).sum(0);
  const x = tf.tensor2d([
    [0.1, -0.2, 0.3],
    [0.7, 0.1, -0.5],
  ]);
  expectCloseTrees(graphFunction("compiled", body, { xla: true })(x), body(x), 1e-6);
  expectCloseTrees(graphFunction("graph", body)(x), body(x), 1e-6);
});

test("a call leaves its result behind and nothing else, 1,000 times over, and memory does not grow", () => {
  const x = tf.ones([64, 64]);
  const step = graphFunction("step", (x: tf.Tensor, y: tf.Tensor) => ({
    sum: x.add(y),
    product: x.matMul(y as tf.Tensor2D),
  }));
  tf.dispose(step(x, x));
  const call = () => tf.dispose(step(x, x));
  for (let i = 0; i < 200; i++) call();
  const before = process.memoryUsage().rss;
  expect(tensorsLeft(() => Array.from({ length: 1000 }, call))).toBe(0);
  // 1,000 leaked results would be 33 MB.
  expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(16);
});

test("recording leaves no tensor behind", () => {
  const form = graphFunction("form", (x: tf.Tensor) => x.square().softmax());
  const x = tf.ones([3]);
  expect(tensorsLeft(() => form(x).dispose())).toBe(0);
  expect(tensorsLeft(() => form(x))).toBe(1);
});
