/** @file Counts tensors that a function leaves behind: for tests. */
import { tf } from "./tensorflow";

/** How many tensors more there are after `body` than before; a promise of it if `body` returns a promise. */
export function tensorsLeft(body: () => Promise<unknown>): Promise<number>;
export function tensorsLeft(body: () => unknown): number;
export function tensorsLeft(body: () => unknown): number | Promise<number> {
  const before = tf.memory().numTensors;
  const left = () => tf.memory().numTensors - before;
  const result = body();
  return result instanceof Promise ? result.then(left) : left();
}
