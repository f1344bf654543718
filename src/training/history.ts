/**
 * @file What a training run remembers of itself.
 */
import { tf } from "../engine/tensorflow";

/** Means over the steps since the entry before. */
export interface LossEntry {
  /** Steps taken when it was written. */
  step: number;
  loss: number;
  /** Length of the gradient before clipping. */
  gradientNorm: number;
}

/** Numbers by name, as `{ accuracy: 0.81 }`. */
export type Measures = Readonly<Record<string, number>>;

export interface MeasureEntry {
  step: number;
  values: Measures;
}

export interface History {
  losses: LossEntry[];
  measures: MeasureEntry[];
}

/** Losses that still lie on the device: they are read together, so that a step need not wait for its number. */
export interface PendingLosses {
  add(loss: tf.Scalar, gradientNorm: tf.Scalar): void;
  /** Reads the means over what was added since, and frees it; undefined if nothing was. */
  read(step: number): Promise<LossEntry | undefined>;
  dispose(): void;
}

/** A box that is empty. */
export function pendingLosses(): PendingLosses {
  let losses: tf.Scalar[] = [];
  let norms: tf.Scalar[] = [];
  const dispose = () => {
    tf.dispose([...losses, ...norms]);
    losses = [];
    norms = [];
  };
  return {
    add(loss, gradientNorm) {
      losses.push(loss);
      norms.push(gradientNorm);
    },
    async read(step) {
      if (losses.length === 0) return undefined;
      const means = tf.tidy(() => tf.stack([tf.mean(tf.stack(losses)), tf.mean(tf.stack(norms))]));
      dispose();
      const [loss, gradientNorm] = await means.data();
      means.dispose();
      return { step, loss, gradientNorm };
    },
    dispose,
  };
}
