/** @file The recorded graphs of generation: one reads prompts, one takes a step. */
import { type GraphFunction, graphFunction } from "../engine/graphFunction";
import type { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { Adapter } from "../models/adapter";
import type { DecoderBatch } from "../models/decoder";
import type { DecoderConfig } from "../models/decoderConfig";
import { decodeStep, type StepResult, type StepRows } from "./decodeStep";
import type { KeyValueCache } from "./keyValueCache";
import { prefill } from "./prefill";

type Read = GraphFunction<[Params, Adapter[], DecoderBatch, KeyValueCache], tf.Tensor2D>;
type Step = GraphFunction<
  [Params, Adapter[], Record<string, tf.Scalar>, Record<string, tf.Tensor>, KeyValueCache],
  StepResult
>;

/** Graphs of one architecture. Weights, adapters and the numbers of the settings go in as tensors. */
export interface GenerationRecordings {
  config: DecoderConfig;
  /** Reads prompts into a cache; returns the states of their last tokens, shape [B, D]. */
  read: Read;
  /** Chooses among the `topK` likeliest tokens, or among all, and reads them. */
  step(topK: number | undefined): Step;
  dispose(): void;
}

/** How many shapes of batches are held; one takes some megabytes. */
const limit = 64;

/**
 * Makes recordings for `generate` to share among calls, whatever the weights: each graph is recorded at the first batch
 * of its shape, in some tenths of a second with a model of 18 layers. The caller disposes of them.
 */
export function generationRecordings(config: DecoderConfig): GenerationRecordings {
  const read: Read = graphFunction(
    "generate/prefill",
    (weights, [adapter], batch, cache) => prefill(config, weights, batch, cache, adapter),
    { limit },
  );
  const steps = new Map<number | undefined, Step>();
  return {
    config,
    read,
    step(topK) {
      const step = steps.get(topK) ?? recordedStep(config, topK);
      steps.set(topK, step);
      return step;
    },
    dispose() {
      read.dispose();
      for (const step of steps.values()) step.dispose();
    },
  };
}

function recordedStep(config: DecoderConfig, topK: number | undefined): Step {
  return graphFunction(
    "generate/step",
    (weights, [adapter], choice, { hidden, lengths, uniforms, ...rest }, cache) => {
      const rows = { hidden, lengths, uniforms, ...rest } as StepRows;
      return decodeStep(config, weights, topK, choice, rows, cache, adapter);
    },
    { limit },
  );
}
