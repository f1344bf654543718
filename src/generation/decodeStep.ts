/** @file One step of generation: from each row's state to its next token, and on to the state after that token. */
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Adapter } from "../models/adapter";
import { embedTokens } from "../models/decoder";
import type { DecoderConfig } from "../models/decoderConfig";
import { decoderLayers } from "../models/decoderLayers";
import { tokenLogits } from "../models/tokenLogits";
import { cachedAttention } from "./cachedAttention";
import { type Choice, type ChoiceNumbers, type ChoiceRows, chooseTokens } from "./chooseTokens";
import type { KeyValueCache } from "./keyValueCache";

/** What a step changes, but for the cache, which it writes into. */
export type StepRows = ChoiceRows & {
  /** The state that tells each row's next token, shape [B, D]. */
  hidden: tf.Tensor2D;
  /** int32, shape [B]: how many tokens of each row are in the cache. */
  lengths: tf.Tensor1D;
};

/** The tokens, and the states after them. */
export type StepResult = Choice & { hidden: tf.Tensor2D };

/**
 * Chooses each row's next token and reads it.
 *
 * A row begins with the state that `prefill` gives, so rows that have just come and rows under way go together.
 *
 * @param k how many of the likeliest tokens remain; all where undefined
 * @param cache with room for one more token in each row
 */
export function decodeStep(
  config: DecoderConfig,
  params: Params,
  k: number | undefined,
  numbers: ChoiceNumbers,
  rows: StepRows,
  cache: KeyValueCache,
  adapter?: Adapter,
): StepResult {
  return tf.tidy(() => {
    const logits = tokenLogits(config, params, rows.hidden) as tf.Tensor2D;
    const { tokens, logProbs } = chooseTokens(logits, numbers, k, rows);
    const embedded = embedTokens(config, params, tf.expandDims(tokens, 1) as tf.Tensor2D);
    const pass = {
      positions: tf.expandDims(rows.lengths, 1) as tf.Tensor2D,
      attend: cachedAttention(config, cache, rows.lengths),
    };
    const states = decoderLayers(config, params, embedded, pass, adapter);
    const hidden = tf.reshape(states, rows.hidden.shape) as tf.Tensor2D;
    return { tokens, logProbs, hidden };
  });
}
