/**
 * @file A decoder as something to be tuned: which of its weights move, and which stay.
 */
import type { tf } from "../engine/tensorflow";
import type { Params, TensorTree } from "../engine/tensorTree";
import type { Adapter } from "./adapter";
import type { CompletionBatch } from "./completionBatch";
import { completionLogProbs } from "./completionLogProbs";
import type { Decoder } from "./decoder";
import type { DecoderConfig } from "./decoderConfig";

/** What a tuning loss sees of a decoder. */
export interface Policy {
  config: DecoderConfig;
  /** The weights that move, as they are before the first step. */
  trainable: Params;
  /** All that stays: constants of every graph that uses `logProbs`. */
  frozen: TensorTree;
  /**
   * The log-probability of each listed token, see `completionLogProbs`; shape [N].
   *
   * @param dropoutSeed int32 of shape [2], another at each step; without it there is no dropout
   */
  logProbs(trainable: Params, batch: CompletionBatch, dropoutSeed?: tf.Tensor): tf.Tensor1D;
  /** Weights that moved, as what scoring and generation take; they share the tensors. */
  weights(trainable: Params): { params: Params; adapter?: Adapter };
}

/** All weights move. */
export function wholePolicy({ config, params }: Pick<Decoder, "config" | "params">): Policy {
  return {
    config,
    trainable: params,
    frozen: [],
    logProbs: (trainable, batch) => completionLogProbs(config, trainable, batch),
    weights: (trainable) => ({ params: trainable }),
  };
}

/**
 * The adapter's factors move, the decoder's own weights stay; no gradient is computed for these.
 *
 * @param dropout share of its inputs that each adapter drops while it is trained; default 0
 */
export function adapterPolicy(
  { config, params }: Pick<Decoder, "config" | "params">,
  adapter: Adapter,
  dropout = 0,
): Policy {
  const { scale } = adapter;
  return {
    config,
    trainable: adapter.params,
    frozen: { scale, params },
    logProbs(trainable, batch, seed) {
      const drop = seed && dropout > 0 ? { rate: dropout, seed } : undefined;
      return completionLogProbs(config, params, batch, { scale, params: trainable }, drop);
    },
    weights: (trainable) => ({ params, adapter: { scale, params: trainable } }),
  };
}
