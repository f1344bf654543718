/** @file What computes here. */
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { graphFunction } from "./graphFunction";
import { nodeBackend } from "./nodeBackend";
import { tf } from "./tensorflow";

/** What computes here, for reports. */
export interface Device {
  /** Version of the TensorFlow library. */
  tensorflow: string;
  /** Version of TensorFlow.js. */
  tfjs: string;
  device: "CPU" | "GPU";
  /** The GPU's name, where there is one. */
  gpu?: string;
  /** How many threads one op may use on the CPU. */
  threads: number;
  /** Whether XLA can compile graph functions here. */
  xla: boolean;
}

/** Tells what computes here; it compiles a tiny function to know about XLA. */
export function describeDevice(): Device {
  const { binding, isUsingGpuDevice } = nodeBackend();
  return {
    tensorflow: binding.TF_Version,
    tfjs: tf.version.tfjs,
    device: isUsingGpuDevice ? "GPU" : "CPU",
    ...(isUsingGpuDevice ? { gpu: nameOfGpu() } : {}),
    // TensorFlow takes this many from its environment, else one for each processor.
    threads: Number(process.env.TF_NUM_INTRAOP_THREADS) || availableParallelism(),
    xla: canCompile(),
  };
}

function nameOfGpu(): string | undefined {
  const query = ["--query-gpu=name", "--format=csv,noheader"];
  const { status, stdout } = spawnSync("nvidia-smi", query, { encoding: "utf8" });
  return status === 0 ? stdout.split("\n")[0].trim() : undefined;
}

function canCompile(): boolean {
  const double = graphFunction("describeDevice", (x: tf.Tensor) => x.add(x), { xla: true });
  try {
    return tf.tidy(() => double(tf.scalar(1)).dataSync()[0] === 2);
  } catch {
    return false;
  } finally {
    double.dispose();
  }
}
