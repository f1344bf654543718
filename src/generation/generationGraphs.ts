/** @file The two graph functions of generation: one reads prompts, one takes a step. */
import { type GraphFunction, graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import { disposeTree, type Params } from "../engine/tensorTree";
import type { Adapter } from "../models/adapter";
import type { Decoder, DecoderBatch } from "../models/decoder";
import { decodeStep, type StepResult, type StepRows } from "./decodeStep";
import type { CompleteSettings } from "./generationSettings";
import type { KeyValueCache } from "./keyValueCache";
import { prefill } from "./prefill";

/** A decoder's graphs for one way of choosing tokens. */
export interface GenerationGraphs {
  /** Reads prompts into a cache; returns the states of their last tokens, shape [B, D]. */
  read(batch: DecoderBatch, cache: KeyValueCache): tf.Tensor2D;
  /** Chooses and reads each row's next token. */
  step(rows: StepRows, cache: KeyValueCache): StepResult;
  dispose(): void;
}

/** How many shapes of batches are held; one takes some megabytes. */
const limit = 64;

/** Makes the graphs; each is recorded at the first batch of its shape. */
export function generationGraphs({ config, params }: Decoder, settings: CompleteSettings): GenerationGraphs {
  const adapters = settings.adapter ? [settings.adapter] : [];
  const numbers = choiceNumbers(settings);
  const k = settings.topK < config.vocabularySize ? settings.topK : undefined;
  const read: GraphFunction<[Params, Adapter[], DecoderBatch, KeyValueCache], tf.Tensor2D> = graphFunction(
    "generate/prefill",
    (weights, [adapter], batch, cache) => prefill(config, weights, batch, cache, adapter),
    { limit },
  );
  const step = graphFunction(
    "generate/step",
    (
      weights: Params,
      [adapter]: Adapter[],
      choice: Record<string, tf.Scalar>,
      { hidden, lengths, uniforms, ...rest }: Record<string, tf.Tensor>,
      cache: KeyValueCache,
    ) => {
      const rows = { hidden, lengths, uniforms, ...rest } as StepRows;
      return decodeStep(config, weights, k, choice, rows, cache, adapter);
    },
    { limit },
  );
  return {
    read: (batch, cache) => read(params, adapters, batch, cache),
    step: (rows, cache) => step(params, adapters, numbers, rows as Record<string, tf.Tensor>, cache),
    dispose() {
      read.dispose();
      step.dispose();
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
