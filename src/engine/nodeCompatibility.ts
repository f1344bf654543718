/**
 * @file Two functions of Node's `util` that TensorFlow.js 4.22 calls: Node 23 took one away, later ones warn of the other.
 * Import this before TensorFlow.js.
 */
import util from "node:util";

// The default import is the module object itself, which TensorFlow.js reads through `require("util")`.
Object.defineProperties(util, {
  isNullOrUndefined: { value: (value: unknown) => value === null || value === undefined, configurable: true },
  isArray: { value: Array.isArray, configurable: true },
});
