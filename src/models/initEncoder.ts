/**
 * @file An encoder to train from scratch, and a classification head to put on any encoder.
 */
import { normalTensor, ones, zeros } from "../engine/initialisers";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Random } from "../random/stream";
import type { EncoderConfig } from "./encoderConfig";
import { classifierShapes, encoderShapes, poolerShapes, type Shapes } from "./encoderShapes";

/**
 * New weights: normal around 0 with `initializerRange`, biases 0, norms 1 and 0.
 *
 * Each weight has a random stream of its own by its name, so a deeper encoder begins with the same lower layers.
 *
 * As transformers does it; BERT's own code cut the normal off at two deviations.
 */
export function initEncoder(config: EncoderConfig, random: Random): Params {
  return newWeights(config, encoderShapes(config), random);
}

/**
 * The weights of an encoder with a new classification head beside them, and a new pooler where BERT's is missing.
 *
 * @param params stay as they are and are shared with the result
 * @param classes how many classes there are, from 2
 * @throws RangeError if there are fewer
 */
export function addClassificationHead(
  config: EncoderConfig,
  params: Params,
  classes: number,
  random: Random,
): Params {
  if (!(Number.isSafeInteger(classes) && classes >= 2)) {
    throw new RangeError(`addClassificationHead: classes is ${classes}, expected a whole number from 2`);
  }
  const missing = Object.entries(poolerShapes(config)).filter(([name]) => !(name in params));
  const shapes = { ...Object.fromEntries(missing), ...classifierShapes(config, classes) };
  return { ...params, ...newWeights(config, shapes, random) };
}

function newWeights(config: EncoderConfig, shapes: Shapes, random: Random): Params {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, newWeight(config, name, shape, random)]),
  );
}

function newWeight(config: EncoderConfig, name: string, shape: number[], random: Random): tf.Tensor {
  if (name.endsWith(".bias")) return zeros(shape);
  if (name.endsWith("LayerNorm.weight")) return ones(shape);
  return normalTensor(shape, config.initializerRange, random.child(name));
}
