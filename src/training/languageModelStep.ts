/**
 * @file One step of a language model on packed rows.
 */
import { labelLogProbs } from "../engine/ops/labelLogProbs";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { weightedMean } from "../losses/reduce";
import { tokenLoss } from "../losses/tokenLoss";
import type { DecoderConfig } from "../models/decoderConfig";
import { type PackedBatch, packedStates } from "../models/packedStates";
import type { PackedRow } from "../text/packRows";
import { type StepSettings, type TrainingStep, trainingStep } from "./trainingStep";

/** Packed rows with what each place is to tell. */
export type LanguageModelBatch = PackedBatch & {
  /** int32, shape [B, T]: the token after each; padding where there is none. */
  next: tf.Tensor2D;
  /** float32, shape [B, T]: 1 where there is one. */
  counted: tf.Tensor2D;
};

/** The training step of a decoder: the mean surprise over all tokens of a batch but each text's first. */
export function languageModelStep(
  config: DecoderConfig,
  settings: StepSettings = {},
): TrainingStep<LanguageModelBatch> {
  return trainingStep(
    "languageModelStep",
    (params, batch) => {
      const losses = tokenLoss(nextLogProbs(config, params, batch), batch.counted);
      return weightedMean(losses, tf.sum(batch.counted, 1));
    },
    settings,
  );
}

/** The log-probability of each place's next token, shape [B, T]. */
export function nextLogProbs(config: DecoderConfig, params: Params, batch: LanguageModelBatch): tf.Tensor2D {
  const hidden = tf.reshape(packedStates(config, params, batch), [-1, config.hiddenSize]) as tf.Tensor2D;
  const head = params[config.tiedHead ? "model.embed_tokens.weight" : "lm_head.weight"] as tf.Tensor2D;
  const logProbs = labelLogProbs(hidden, head, tf.reshape(batch.next, [-1]) as tf.Tensor1D);
  return tf.reshape(logProbs, batch.next.shape) as tf.Tensor2D;
}

/** The tensors of some packed rows; the caller's to free. */
export function languageModelBatch(rows: readonly PackedRow[]): LanguageModelBatch {
  const shape: [number, number] = [rows.length, rows[0].ids.length];
  const join = (of: (row: PackedRow) => Int32Array) => {
    const values = new Int32Array(shape[0] * shape[1]);
    for (const [at, row] of rows.entries()) values.set(of(row), at * shape[1]);
    return tf.tensor2d(values, shape, "int32");
  };
  const isFollowed = (row: PackedRow) =>
    row.documents.map((of, at) => (of > 0 && row.documents[at + 1] === of ? 1 : 0));
  const counted = join(isFollowed);
  const batch = {
    ids: join(({ ids }) => ids),
    documents: join(({ documents }) => documents),
    positions: join(({ positions }) => positions),
    next: join(({ ids }) => ids.map((_, at) => ids[at + 1] ?? ids[at])),
    counted: tf.cast(counted, "float32") as tf.Tensor2D,
  };
  counted.dispose();
  return batch;
}
