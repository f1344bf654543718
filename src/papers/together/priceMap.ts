/** @file Costs and choices over prices and goals: what the charts of `together/3-label-or-generate` show. */
import type { Random } from "../../random/stream";
import {
  breakEvenLabel,
  type Choice,
  cheapestShares,
  choicesFor,
  costOf,
  type LabelGoal,
  type Prices,
} from "./cheapestChoice";
import type { LabelCurve } from "./labelCurves";
import { realMethod } from "./labelResult";

/** What a choice costs for a goal. */
export interface GoalCost {
  method: string;
  /** The goal: as good as with so many more labels. */
  more: number;
  labels: number;
  cost: number;
}

/** The cost of every choice for each goal that it reaches. */
export function goalCosts(
  curves: readonly LabelCurve[],
  real: number,
  goals: readonly number[],
  prices: Prices,
): GoalCost[] {
  return goals.flatMap((more) =>
    choicesFor(curves, { real, more }).map((choice) => ({
      method: choice.method,
      more,
      labels: choice.labels,
      cost: costOf(choice, prices),
    })),
  );
}

/** How often labelling by hand is the cheapest at a pair of prices. */
export interface PricePlace {
  label: string;
  thousandTokens: string;
  byHand: number;
}

/**
 * The share of redrawn runs in which labels by hand alone are the cheapest choice, for every pair of prices.
 *
 * @param prices of a label and of a thousand tokens; of a second
 */
export function priceMap(
  curves: readonly LabelCurve[],
  goal: LabelGoal,
  prices: { labels: readonly number[]; thousandTokens: readonly number[]; second: number },
  random: Random,
): PricePlace[] {
  return prices.thousandTokens.flatMap((thousandTokens) =>
    prices.labels.map((label) => {
      const at = { label, thousandTokens, second: prices.second };
      const shares = cheapestShares(curves, goal, at, random.child("runs"), 100);
      return { label: String(label), thousandTokens: String(thousandTokens), byHand: shares[realMethod] };
    }),
  );
}

/** From which price of a label on generated texts pay, for a number of labelled texts. */
export interface BreakEven {
  real: number;
  /** Labels that each choice still needs. */
  choices: Choice[];
  /** Undefined where no generated text saves a label. */
  label?: number;
}

/** The break-even price of a label, for each number of labelled texts. */
export function breakEvens(
  curves: readonly LabelCurve[],
  counts: readonly number[],
  more: number,
  prices: Omit<Prices, "label">,
): BreakEven[] {
  return counts.map((real) => {
    const choices = choicesFor(curves, { real, more });
    return { real, choices, label: breakEvenLabel(choices, prices) };
  });
}
