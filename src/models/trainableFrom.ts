/**
 * @file Which weights are trained when the lower layers of an encoder are frozen.
 */
import type { Params } from "../engine/tensorTree";
import type { EncoderConfig } from "./encoderConfig";
import { layerName } from "./encoderShapes";

/** An encoder's weights in two parts without overlap. */
type SplitParams = { frozen: Params; trainable: Params };

/**
 * The weights that `classifyFrom` uses above layer `from`, and the rest.
 *
 * With `from` = 0 the embeddings are trained as well. For a mean-pooled head (`classifyMeanFrom`) say
 * `pooler: false`: BERT's pooler has no part in it, hence no gradient.
 *
 * @throws RangeError unless 0 <= `from` <= layers
 */
export function trainableFrom(
  config: EncoderConfig,
  params: Params,
  from: number,
  { pooler = true }: { pooler?: boolean } = {},
): SplitParams {
  if (!(Number.isInteger(from) && from >= 0 && from <= config.layers)) {
    throw new RangeError(
      `trainableFrom: from is ${from}, expected a whole number from 0 to ${config.layers}`,
    );
  }
  const prefixes = Array.from({ length: config.layers - from }, (_, i) => `${layerName(from + i)}.`);
  prefixes.push("classifier.");
  if (pooler) prefixes.push("pooler.");
  if (from === 0) prefixes.push("embeddings.");
  const split: SplitParams = { frozen: {}, trainable: {} };
  for (const [name, tensor] of Object.entries(params)) {
    const part = prefixes.some((prefix) => name.startsWith(prefix)) ? "trainable" : "frozen";
    split[part][name] = tensor;
  }
  return split;
}
