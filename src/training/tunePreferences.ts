/**
 * @file Tunes a decoder on preference pairs: DPO, U-DPO and their relatives on the one loop.
 */
import { linearSchedule } from "../engine/schedule";
import { tf } from "../engine/tensorflow";
import type { PairLogProbs } from "../losses/preferencePair";
import { inputTokens } from "../models/completionBatch";
import { longestContext } from "../models/decoderConfig";
import type { Policy } from "../models/policy";
import type { Random } from "../random/stream";
import { bucketLength } from "../text/padding";
import { accumulatingStep, type BatchPart } from "./accumulatingStep";
import { epochs } from "./epochs";
import type { Measures } from "./history";
import type { Keep, Stop } from "./keep";
import { meanByPair, type PairBatch, pairBatch, sumByPair, type TunedPair } from "./pairBatch";
import { overPairs, type PairReduction } from "./pairReduction";
import { type Trained, type TrainOptions, train } from "./train";
import type { StepSettings, TrainingStep } from "./trainingStep";
import type { TuningSchedule } from "./tuneDecoder";

/** What a preference loss may look at, each of shape [P]. */
export interface PairView {
  /** log π, summed over tokens. */
  policy: PairLogProbs;
  /** log π by token. */
  meanPolicy: PairLogProbs;
  /** log π_ref, summed over tokens. */
  reference: PairLogProbs;
}

/** A loss per pair: `({ policy, reference }) => dpoLoss(policy, reference, 0.1)`. */
export type PairLoss = (view: PairView) => tf.Tensor;

/** A step of preference tuning. */
export type PreferenceStep = TrainingStep<BatchPart<PairBatch>[]>;

export interface TunePreferencesOptions {
  policy: Policy;
  pairs: readonly TunedPair[];
  /** `batchSize` and `partSize` count pairs. */
  schedule: TuningSchedule;
  loss: PairLoss;
  /** What a weighted mean is; default `overPairs`. */
  reduction?: PairReduction;
  /** Decides the order of the pairs and the dropout. */
  random: Random;
  /** From `preferenceStep` of this policy, loss and reduction, where runs are to share its graphs. */
  step?: PreferenceStep;
  /** What to measure every so many steps, which weights to keep and when to end by it; absent: the last are kept. */
  measure?: { every: number; run(trainable: Trained["params"]): Promise<Measures>; keep: Keep; stop?: Stop };
  checkpoint?: TrainOptions<BatchPart<PairBatch>[]>["checkpoint"];
  signal?: AbortSignal;
  onProgress?: TrainOptions<BatchPart<PairBatch>[]>["onProgress"];
}

/**
 * Makes a decoder prefer one text of each pair to the other.
 *
 * Every pair is seen once an epoch, in batches of similar length; the learning rate falls to 0 in a straight line.
 *
 * Source:  Rafailov et al. 2023, Section 4; weighted as in the U-DPO paper, Section 3.4.
 * Differs: the reference's log-probabilities are columns, computed once before training; see `referencePairs`.
 *
 * @returns the weights that moved only: all of a decoder's for `wholePolicy`, the factors for `adapterPolicy`
 * @throws RangeError if there is no pair, one does not fit the decoder, or a number of the schedule is none
 * @throws the signal's reason if it is aborted
 */
export async function tunePreferences(options: TunePreferencesOptions): Promise<Trained> {
  const { policy, pairs, schedule, loss, reduction = overPairs, random } = options;
  const longest = longestContext(policy.config);
  const order = epochs(pairs.map(pairEncoding), schedule.batchSize, random.child("order"), longest);
  const steps = order.stepsPerEpoch * schedule.epochs;
  const step = options.step ?? preferenceStep(policy, loss, reduction);
  try {
    return await train({
      step,
      params: policy.trainable,
      steps,
      batchAt: (at) => {
        const { rows, weights } = order.rowsAt(at);
        const real = rows.filter((_, place) => weights[place] > 0).map((row) => pairs[row]);
        return pairParts(policy, real, reduction, schedule.partSize);
      },
      learningRate: linearSchedule({
        peak: schedule.learningRate,
        warmupSteps: Math.round((schedule.warmupShare ?? 0) * steps),
        totalSteps: steps,
      }),
      random: random.child("dropout"),
      measure: options.measure,
      checkpoint: options.checkpoint,
      signal: options.signal,
      onProgress: options.onProgress,
    });
  } finally {
    if (!options.step) step.dispose();
  }
}

/** The step of `tunePreferences`, recorded once for each shape of a part. */
export function preferenceStep(
  policy: Policy,
  loss: PairLoss,
  reduction: PairReduction = overPairs,
  settings: Omit<StepSettings, "constants"> = {},
): PreferenceStep {
  return accumulatingStep<PairBatch>(
    "preferenceStep",
    (trainable, batch, seed) => {
      const tokens = policy.logProbs(trainable, batch.completions, seed);
      const losses = loss({
        policy: sumByPair(batch, tokens),
        meanPolicy: meanByPair(batch, tokens),
        reference: batch.reference,
      });
      return reduction.mean(losses, batch.weights);
    },
    { ...settings, constants: policy.frozen },
  );
}

/**
 * A step's pairs in parts, each padded to a length of its own.
 *
 * @param partSize pairs in a part; all in one where it is absent
 * @throws RangeError if partSize is not a whole number above 0, or the weights of all pairs are 0
 */
export function pairParts(
  { config }: Policy,
  pairs: readonly TunedPair[],
  reduction: PairReduction = overPairs,
  partSize = pairs.length,
): BatchPart<PairBatch>[] {
  if (!(Number.isSafeInteger(partSize) && partSize > 0)) {
    throw new RangeError(`pairParts: partSize is ${partSize}, expected a whole number above 0`);
  }
  const sizeOf = (some: readonly TunedPair[]) => reduction.size(some.map(({ weight }) => weight));
  const whole = sizeOf(pairs);
  if (!(whole > 0)) throw new RangeError(`pairParts: weights sum to ${whole}, expected a positive sum`);
  const starts = pairs.map((_, at) => at).filter((at) => at % partSize === 0);
  const parts = starts.map((from) => pairs.slice(from, from + partSize)).filter((part) => sizeOf(part) > 0);
  return parts.map((part) => {
    const length = Math.max(...part.map((pair) => pairEncoding(pair).ids.length));
    const places = bucketLength(length, longestContext(config));
    return { batch: pairBatch(part, places, config.padId), share: tf.scalar(sizeOf(part) / whole) };
  });
}

/** The longer text of a pair, which decides how long its rows are. */
function pairEncoding({ chosen, rejected }: TunedPair): { ids: number[]; typeIds: number[] } {
  const [one, other] = [inputTokens(chosen), inputTokens(rejected)];
  return { ids: one.length >= other.length ? one : other, typeIds: [] };
}
