/** @file A loss and its gradients in all of a model's weights. */

import { tf } from "./tensorflow";
import type { Params } from "./tensorTree";

/** A loss and its slopes. */
export type Gradients = {
  value: tf.Scalar;
  /** By parameter, of its shape. */
  gradients: Params;
};

/**
 * The value of a loss and its gradient in every parameter.
 *
 * Gradients of gradients are not to be trusted: TensorFlow.js 4.22 leaves out terms of some ops' second derivatives.
 *
 * @param loss returns a scalar; it must depend on every parameter
 * @returns value and gradients, the caller's to free
 * @throws RangeError if the loss is not a scalar or does not depend on a parameter
 */
export function valueAndGradients(loss: (params: Params) => tf.Scalar, params: Params): Gradients {
  const names = Object.keys(params);
  return tf.tidy(() => {
    const { value, grads } = tf.engine().gradients(
      () => expectScalar(loss(params)),
      names.map((name) => params[name]),
      undefined,
      true,
    ) as { value: tf.Scalar; grads: (tf.Tensor | undefined)[] };
    const missing = names.filter((_, i) => !grads[i]);
    if (missing.length) {
      throw new RangeError(
        `valueAndGradients: loss does not depend on ${missing.join(", ")}, expected every parameter to matter`,
      );
    }
    return { value, gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])) };
  });
}

function expectScalar(value: tf.Scalar): tf.Scalar {
  if ((value.rank as number) === 0) return value;
  throw new RangeError(`valueAndGradients: loss has shape [${value.shape}], expected a scalar`);
}
