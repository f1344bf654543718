/**
 * @file A decoder from a Hugging Face folder: config.json, generation_config.json, tokenizer.json and safetensors.
 */
import { loadTokenizer } from "../text/tokenizer";
import type { Decoder } from "./decoder";
import { decoderShapes } from "./decoderShapes";
import { readGenerationDefaults } from "./generationDefaults";
import { readDecoderConfig } from "./readDecoderConfig";
import { readDecoderWeights } from "./readDecoderWeights";

/**
 * Reads a decoder; its weights become float32 and go by transformers' names (`model.layers.0.mlp.up_proj.weight`).
 *
 * @throws RangeError that names the file and what is wrong in it: an unknown architecture, a missing weight, a weight
 *   of another shape, a tokenizer with more tokens than the vocabulary
 * @throws Error that names file and weight if the file is cut off
 */
export function loadDecoder(folder: string): Decoder {
  const config = readDecoderConfig(folder);
  const tokenizer = loadTokenizer(folder);
  if (tokenizer.size > config.vocabularySize) {
    throw new RangeError(
      `loadDecoder: ${folder}: the tokenizer has ${tokenizer.size} tokens, expected at most ${config.vocabularySize}`,
    );
  }
  const generation = readGenerationDefaults(folder, config);
  return { config, tokenizer, generation, params: readDecoderWeights(folder, decoderShapes(config)) };
}
