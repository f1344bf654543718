/**
 * @file What TensorFlow.js 4.22 still asks of Node's `util` and Node 23 took away. Import this before TensorFlow.js.
 */
import util from "node:util";

const removed = {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: Array.isArray,
};

// A default import is the module object itself, which TensorFlow.js reads through `require("util")`.
for (const [name, check] of Object.entries(removed)) {
  if (!(name in util)) Object.defineProperty(util, name, { value: check, configurable: true });
}
