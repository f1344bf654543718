/** @file How hard Eq. 1 pulls at each pair before the first step, when the model is still its reference. */
import { mean } from "../../statistics/mean";
import { quantile } from "../../statistics/quantile";
import type { TunedPair } from "../../training/pairBatch";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";

/** A pair as Eq. 1 sees it. */
export interface FirstPull {
  /** Nats of x+ and of x-: -log π, summed over tokens. */
  chosenNats: number;
  rejectedNats: number;
  /** σ(-z) from 0 to 1: the pair pulls at x+ by β of it, and at x- by 1 - β. */
  pull: number;
}

/**
 * The pull of every pair on the model before tuning.
 *
 *     σ(-z)    z = β log π(x+) - (1 - β) log π(x-)
 *
 * Source:  U-DPO paper, Eq. 1, its gradient.
 * Differs: nothing.
 *
 * @param pairs with what the model says of them in `reference`
 */
export function firstPulls(pairs: readonly Pick<TunedPair, "reference">[], beta: number): FirstPull[] {
  return pairs.map(({ reference: { chosen, rejected } }) => ({
    chosenNats: -chosen,
    rejectedNats: -rejected,
    pull: 1 / (1 + Math.exp(beta * chosen - (1 - beta) * rejected)),
  }));
}

/** How pulls are spread over the pairs, and how long the texts are that they pull at. */
export function pullFacts(pulls: readonly FirstPull[]) {
  const weights = pulls.map(({ pull }) => pull);
  const weighted = (side: "chosenNats" | "rejectedNats") =>
    mean(pulls.map((one) => one.pull * one[side])) / mean(weights);
  return {
    mean: mean(weights),
    median: quantile(weights, 0.5),
    /** As many pairs of one pull would say as much. */
    effectivePairs: effectiveSampleSize(weights),
    /** What the twentieth of the pairs that pull most have of all pulls. */
    topShare: shareOfLargest(weights, 0.05),
    /** Nats of the texts, each pair counted by its pull. */
    chosenNats: weighted("chosenNats"),
    rejectedNats: weighted("rejectedNats"),
  };
}

/**
 * The share of a sum that its largest terms make up.
 *
 * @param values from 0, with a positive sum
 * @param share of the terms that are taken, rounded up to whole ones
 * @returns 0.75 for [3, 1, 0, 0] and a quarter
 */
function shareOfLargest(values: readonly number[], share: number): number {
  const sum = (some: readonly number[]) => some.reduce((total, value) => total + value, 0);
  const largest = [...values].sort((a, b) => b - a).slice(0, Math.ceil(share * values.length));
  return sum(largest) / sum(values);
}
