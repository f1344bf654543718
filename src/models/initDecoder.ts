/**
 * @file A decoder to train from scratch.
 */
import { normalTensor, ones, zeros } from "../engine/initialisers";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Random } from "../random/stream";
import type { DecoderConfig } from "./decoderConfig";
import { decoderFamilies } from "./decoderFamilies";
import { decoderShapes } from "./decoderShapes";

/**
 * New weights: normal around 0 with `initializerRange`, biases 0, norms such that they scale by 1.
 *
 * Each weight has a random stream of its own by its name, so a deeper decoder begins with the same lower layers.
 */
export function initDecoder(config: DecoderConfig, random: Random): Params {
  const entries = Object.entries(decoderShapes(config));
  return Object.fromEntries(entries.map(([name, shape]) => [name, newWeight(config, name, shape, random)]));
}

function newWeight(config: DecoderConfig, name: string, shape: number[], random: Random): tf.Tensor {
  if (name.endsWith(".bias")) return zeros(shape);
  if (shape.length === 1) return decoderFamilies[config.modelType].normsAddOne ? zeros(shape) : ones(shape);
  return normalTensor(shape, config.initializerRange, random.child(name));
}
