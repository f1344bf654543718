/** @file Tensors to start training from. */
import type { Random } from "../random/stream";
import { tf } from "./tensorflow";

/** Random numbers from the normal distribution around 0, the same for the same stream. */
export function normalTensor(shape: readonly number[], deviation: number, random: Random): tf.Tensor {
  if (!(deviation >= 0 && deviation < Infinity)) {
    throw new RangeError(`normalTensor: deviation is ${deviation}, expected a finite number from 0`);
  }
  const values = new Float32Array(tf.util.sizeFromShape([...shape]));
  for (let i = 0; i < values.length; i++) values[i] = deviation * random.normal();
  return tf.tensor(values, [...shape]);
}

/** Zeros, as for biases. */
export function zeros(shape: readonly number[]): tf.Tensor {
  return tf.zeros([...shape]);
}

/** Ones, as for the scales of norms. */
export function ones(shape: readonly number[]): tf.Tensor {
  return tf.ones([...shape]);
}
