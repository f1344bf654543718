/**
 * @file What a decoder says of preference pairs: as the reference before tuning, as the policy during it.
 */
import type { Completion } from "../models/completionBatch";
import type { ScoreOptions } from "../models/scoreRows";
import { type ScoredDecoder, sequenceLogProbs, sumLogProb } from "../models/sequenceLogProbs";
import type { TunedPair } from "./pairBatch";

/** Two answers to one prompt, the better one first. */
export type TextPair = { readonly chosen: Completion; readonly rejected: Completion };

/** Summed log-probabilities in nats, one number per pair. */
export interface ScoredPairs {
  chosen: number[];
  rejected: number[];
}

/**
 * The log-probability of both texts of each pair, summed over tokens, in the pairs' order.
 *
 *     log π(x+ | prompt),  log π(x- | prompt)
 *
 * @throws RangeError if a prompt or text is empty or too long for the decoder
 * @throws the signal's reason if it is aborted
 */
export async function scorePairs(
  decoder: ScoredDecoder,
  pairs: readonly TextPair[],
  options: ScoreOptions = {},
): Promise<ScoredPairs> {
  const texts = pairs.flatMap(({ chosen, rejected }) => [chosen, rejected]);
  const sums = (await sequenceLogProbs(decoder, texts, options)).map(sumLogProb);
  return {
    chosen: pairs.map((_, pair) => sums[2 * pair]),
    rejected: pairs.map((_, pair) => sums[2 * pair + 1]),
  };
}

/**
 * Pairs ready for tuning: with what the reference says of them and how much each counts.
 *
 * @param reference scores of the same pairs under the decoder before tuning
 * @param weights one for each pair; all 1 where absent
 * @throws RangeError if a column has another length than the pairs
 */
export function referencePairs(
  pairs: readonly TextPair[],
  reference: ScoredPairs,
  weights: readonly number[] = pairs.map(() => 1),
): TunedPair[] {
  const lengths = [reference.chosen.length, reference.rejected.length, weights.length];
  if (lengths.some((length) => length !== pairs.length)) {
    throw new RangeError(
      `referencePairs: columns have ${lengths.join(", ")} rows, expected ${pairs.length} each`,
    );
  }
  return pairs.map(({ chosen, rejected }, pair) => ({
    chosen,
    rejected,
    reference: { chosen: reference.chosen[pair], rejected: reference.rejected[pair] },
    weight: weights[pair],
  }));
}
