/** @file The two graph functions of generation, with the weights and the numbers of one call. */
import { tf } from "../engine/tensorflow";
import { disposeTree } from "../engine/tensorTree";
import type { Decoder, DecoderBatch } from "../models/decoder";
import type { StepResult, StepRows } from "./decodeStep";
import { generationRecordings } from "./generationRecordings";
import type { CompleteSettings } from "./generationSettings";
import type { KeyValueCache } from "./keyValueCache";

/** A decoder's graphs for one way of choosing tokens. */
export interface GenerationGraphs {
  /** Reads prompts into a cache; returns the states of their last tokens, shape [B, D]. */
  read(batch: DecoderBatch, cache: KeyValueCache): tf.Tensor2D;
  /** Chooses and reads each row's next token. */
  step(rows: StepRows, cache: KeyValueCache): StepResult;
  dispose(): void;
}

/** Takes the recordings of the settings, or makes some that go with the graphs. */
export function generationGraphs({ config, params }: Decoder, settings: CompleteSettings): GenerationGraphs {
  const recordings = settings.recordings ?? generationRecordings(config);
  const adapters = settings.adapter ? [settings.adapter] : [];
  const numbers = choiceNumbers(settings);
  const step = recordings.step(settings.topK < config.vocabularySize ? settings.topK : undefined);
  return {
    read: (batch, cache) => recordings.read(params, adapters, batch, cache),
    step: (rows, cache) => step(params, adapters, numbers, rows as Record<string, tf.Tensor>, cache),
    dispose() {
      if (!settings.recordings) recordings.dispose();
      disposeTree(numbers);
    },
  };
}

/** Numbers go in as tensors, and only those that change something: what is 1 or 0 costs nothing. */
function choiceNumbers(settings: CompleteSettings): Record<string, tf.Scalar> {
  const { temperature, topP, minP, repetitionPenalty } = settings;
  const numbers: Record<string, tf.Scalar> = {};
  if (temperature > 0) numbers.temperature = tf.scalar(temperature);
  if (topP < 1) numbers.topP = tf.scalar(topP);
  if (minP > 0) numbers.minP = tf.scalar(minP);
  if (repetitionPenalty !== 1) numbers.repetitionPenalty = tf.scalar(repetitionPenalty);
  return numbers;
}
