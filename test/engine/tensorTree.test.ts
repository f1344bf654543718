import { createContext, runInContext } from "node:vm";
import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, flattenTree, mapTree, type TensorTree } from "../../src/engine/tensorTree";

const tree = () => ({ b: [tf.scalar(1), tf.scalar(2)], a: { deep: tf.scalar(3), none: [] } });

test("flattenTree keeps the order of arrays and of names as they were given", () => {
  expect(flattenTree(tree()).map((tensor) => tensor.dataSync()[0])).toEqual([1, 2, 3]);
});

test("mapTree keeps the form and tells each tensor's path", () => {
  const paths: string[] = [];
  const negated = mapTree(tree(), (tensor, path) => {
    paths.push(path);
    return tensor.neg();
  });
  expect(paths).toEqual(["tree.b[0]", "tree.b[1]", "tree.a.deep"]);
  expect(negated.b.map((tensor) => tensor.dataSync()[0])).toEqual([-1, -2]);
  expect(negated.a.none).toEqual([]);
});

test("disposeTree leaves nothing, even where a tensor stands twice", () => {
  expect(
    tensorsLeft(() => {
      const one = tf.scalar(1);
      disposeTree([one, { again: one, other: tf.scalar(2) }]);
    }),
  ).toBe(0);
});

test("a tree refuses what is no tensor and says where it is", () => {
  const refuse = (broken: unknown) => () => flattenTree(broken as TensorTree);
  const expected = "expected a tensor, or an array or plain object of tensors";
  expect(refuse({ rate: 0.1 })).toThrow(new TypeError(`tree.rate is the number 0.1, ${expected}`));
  expect(refuse([null])).toThrow(new TypeError(`tree[0] is null, ${expected}`));
  expect(refuse({ a: new Map() })).toThrow(new TypeError(`tree.a is a Map, ${expected}`));
  expect(refuse(new Float32Array(2))).toThrow(new TypeError(`tree is a Float32Array, ${expected}`));
});

test("a plain object of another realm, as a notebook's cell makes, is a tree", () => {
  const context = createContext({ tensor: tf.scalar(4) });
  const foreign = runInContext("({ list: [tensor], one: tensor })", context) as TensorTree;
  expect(flattenTree(foreign).length).toBe(2);
});
