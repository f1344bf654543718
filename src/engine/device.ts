/** @file What computes here. */
import { availableParallelism } from "node:os";
import { nodeBackend } from "./nodeBackend";
import { tf } from "./tensorflow";

/** What computes here, for reports. */
export interface Device {
  /** Version of the TensorFlow library. */
  tensorflow: string;
  /** Version of TensorFlow.js. */
  tfjs: string;
  device: "CPU" | "GPU";
  /** How many processors there are: TensorFlow uses all. */
  threads: number;
}

/** Tells what computes here. */
export function describeDevice(): Device {
  const backend = nodeBackend();
  return {
    tensorflow: backend.binding.TF_Version,
    tfjs: tf.version.tfjs,
    device: backend.isUsingGpuDevice ? "GPU" : "CPU",
    threads: availableParallelism(),
  };
}
