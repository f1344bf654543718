/**
 * @file The one TensorFlow.js engine of this project, under the name that danfojs-node asks for.
 */

// TensorFlow reads this when it starts, which may be here: 2 leaves errors, without its notes on the machine.
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

// Node 23 took away two functions that TensorFlow.js 4.22 calls.
const util = require("node:util");
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

module.exports = require("@tensorflow/tfjs-node-gpu");
