/**
 * @file Tunes a decoder on completions: the whole of it, or an adapter beside it.
 */
import { linearSchedule } from "../engine/schedule";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { weightedMean } from "../losses/reduce";
import {
  type Completion,
  type CompletionBatch,
  completionBatch,
  inputTokens,
} from "../models/completionBatch";
import { longestContext } from "../models/decoderConfig";
import type { Policy } from "../models/policy";
import type { Random } from "../random/stream";
import { bucketLength } from "../text/padding";
import type { RowBatch } from "../text/sortedBatches";
import { accumulatingStep, type BatchPart } from "./accumulatingStep";
import { epochs } from "./epochs";
import type { Measures } from "./history";
import type { Keep } from "./keep";
import { type Trained, type TrainOptions, train } from "./train";
import type { ClassifierSchedule } from "./trainClassifier";
import type { StepSettings, TrainingStep } from "./trainingStep";

/** A step of tuning on completions. */
export type TuningStep = TrainingStep<BatchPart<CompletionBatch>[]>;

/** How long and how fast a decoder is tuned; `batchSize` counts completions. */
export type TuningSchedule = ClassifierSchedule & {
  /** How many completions are held in memory at a time; default `batchSize`. The numbers do not depend on it. */
  partSize?: number;
};

export interface TuneOptions {
  policy: Policy;
  completions: readonly Completion[];
  schedule: TuningSchedule;
  /** Decides the order of the completions and the dropout. */
  random: Random;
  /** From `tuningStep` of this policy, where runs are to share its graphs; else one is made and freed. */
  step?: TuningStep;
  /** What to measure after each epoch, and which weights to keep by it; absent: the last are kept. */
  measure?: { run(trainable: Params): Promise<Measures>; keep: Keep };
  checkpoint?: TrainOptions<BatchPart<CompletionBatch>[]>["checkpoint"];
  signal?: AbortSignal;
  onProgress?: TrainOptions<BatchPart<CompletionBatch>[]>["onProgress"];
}

/**
 * Raises the likelihood of completions given their prompts.
 *
 *     L = -(1 / Σ_i |y_i|) Σ_i Σ_t log p(y_it | x_i, y_i,<t)
 *
 * Source:  Ouyang et al. 2022, Section 3.1: supervised fine-tuning.
 * Differs: the mean is over the tokens of a batch as in Hugging Face's Trainer, not over its texts.
 *
 * @returns the weights that moved only: all of a decoder's for `wholePolicy`, the factors for `adapterPolicy`
 * @throws RangeError if a completion does not fit the decoder, or a number of the schedule is none
 * @throws the signal's reason if it is aborted
 */
export async function tuneDecoder(options: TuneOptions): Promise<Trained> {
  const { policy, completions, schedule, random, measure } = options;
  const inputs = completions.map((one) => ({ ids: inputTokens(one), typeIds: [] }));
  const longest = longestContext(policy.config);
  const order = epochs(inputs, schedule.batchSize, random.child("order"), longest);
  const steps = order.stepsPerEpoch * schedule.epochs;
  const step = options.step ?? tuningStep(policy);
  try {
    return await train({
      step,
      params: policy.trainable,
      steps,
      batchAt: (at) => completionParts(policy, completions, order.rowsAt(at), schedule.partSize),
      learningRate: linearSchedule({
        peak: schedule.learningRate,
        warmupSteps: Math.round((schedule.warmupShare ?? 0) * steps),
        totalSteps: steps,
      }),
      random: random.child("dropout"),
      measure: measure && { every: order.stepsPerEpoch, ...measure },
      checkpoint: options.checkpoint,
      signal: options.signal,
      onProgress: options.onProgress,
    });
  } finally {
    if (!options.step) step.dispose();
  }
}

/** The step of `tuneDecoder`, recorded once for each shape of a part. */
export function tuningStep(policy: Policy, settings: Omit<StepSettings, "constants"> = {}): TuningStep {
  return accumulatingStep<CompletionBatch>(
    "tuningStep",
    (trainable, batch, seed) => weightedMean(tf.neg(policy.logProbs(trainable, batch, seed)), batch.present),
    { ...settings, constants: policy.frozen },
  );
}

/**
 * The rows of a step in parts, each padded to a length of its own.
 *
 * A part's share is its share of the completions' tokens.
 *
 * @param partSize completions in a part; all in one where it is absent
 * @throws RangeError if partSize is not a whole number above 0
 */
export function completionParts(
  { config }: Policy,
  completions: readonly Completion[],
  { rows, weights }: RowBatch,
  partSize = rows.length,
): BatchPart<CompletionBatch>[] {
  if (!(Number.isSafeInteger(partSize) && partSize > 0)) {
    throw new RangeError(`completionParts: partSize is ${partSize}, expected a whole number above 0`);
  }
  const tokens = (from: number, to: number) =>
    rows
      .slice(from, to)
      .reduce((sum, row, at) => sum + weights[from + at] * completions[row].completion.length, 0);
  const all = tokens(0, rows.length);
  const starts = rows.map((_, at) => at).filter((at) => at % partSize === 0 && tokens(at, at + partSize) > 0);
  return starts.map((from) => {
    const part = rows.slice(from, from + partSize).map((row) => completions[row]);
    const length = Math.max(...part.map((one) => inputTokens(one).length));
    return {
      batch: completionBatch(
        part,
        bucketLength(length, longestContext(config)),
        config.padId,
        weights.slice(from, from + partSize),
      ),
      share: tf.scalar(tokens(from, from + partSize) / all),
    };
  });
}
