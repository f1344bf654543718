/**
 * @file Tensors in arrays and objects, nested at will: what models, optimizers and graph functions pass around.
 */
import { tf } from "./tensorflow";

/**
 * A tensor, or an array or plain object of such trees.
 *
 * Give your own trees a `type`, not an `interface`: TypeScript lets only a `type` pass for an object of any names.
 */
export type TensorTree = tf.Tensor | readonly TensorTree[] | { readonly [name: string]: TensorTree };

/** A model's weights by their Hugging Face names. */
export type Params = Record<string, tf.Tensor>;

/** Every tensor of a tree, in the order of its arrays and of its objects' names. */
export function flattenTree(tree: TensorTree): tf.Tensor[] {
  const tensors: tf.Tensor[] = [];
  visitTree(tree, "tree", (tensor) => tensors.push(tensor));
  return tensors;
}

/**
 * A tree of the same form with every tensor replaced.
 *
 * @param change gets a tensor and its path, as in `tree.layers[0].weight`
 */
export function mapTree<Tree extends TensorTree>(
  tree: Tree,
  change: (tensor: tf.Tensor, path: string) => tf.Tensor,
): Tree {
  return mapNode(tree, "tree", change) as Tree;
}

/** Frees every tensor of a tree; one that is freed already is left alone. */
export function disposeTree(tree: TensorTree): void {
  for (const tensor of flattenTree(tree)) tensor.dispose();
}

/**
 * Calls `visit` on every tensor of a tree with its path, which begins with `path`.
 *
 * @throws TypeError if something in the tree is neither tensor nor array nor plain object
 */
export function visitTree(
  tree: TensorTree,
  path: string,
  visit: (tensor: tf.Tensor, path: string) => void,
): void {
  if (tree instanceof tf.Tensor) {
    visit(tree, path);
  } else if (Array.isArray(tree)) {
    for (const [i, branch] of tree.entries()) visitTree(branch, `${path}[${i}]`, visit);
  } else {
    for (const [name, branch] of entriesOf(tree, path)) visitTree(branch, `${path}.${name}`, visit);
  }
}

function mapNode(
  tree: TensorTree,
  path: string,
  change: (tensor: tf.Tensor, path: string) => tf.Tensor,
): TensorTree {
  if (tree instanceof tf.Tensor) return change(tree, path);
  if (Array.isArray(tree)) return tree.map((branch, i) => mapNode(branch, `${path}[${i}]`, change));
  return Object.fromEntries(
    entriesOf(tree, path).map(([name, branch]) => [name, mapNode(branch, `${path}.${name}`, change)]),
  );
}

function entriesOf(tree: unknown, path: string): [string, TensorTree][] {
  const prototype = typeof tree === "object" && tree !== null ? Object.getPrototypeOf(tree) : undefined;
  // Objects made in another realm, such as a notebook cell's, have another Object.prototype.
  if (prototype === undefined || (prototype !== null && Object.getPrototypeOf(prototype) !== null)) {
    throw new TypeError(
      `${path} is ${kindOf(tree)}, expected a tensor, or an array or plain object of tensors`,
    );
  }
  return Object.entries(tree as Record<string, TensorTree>);
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "object") return `a ${value.constructor.name}`;
  return `the ${typeof value} ${String(value)}`;
}
