/**
 * @file The one door to TensorFlow.js: import `tf` from here and nowhere else.
 */
import "./nodeCompatibility";
import * as tf from "@tensorflow/tfjs-node-gpu";

export { tf };
