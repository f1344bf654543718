/** @file The cheapest way to be as good as with a hundred more labels, by prices. */
import type { Random } from "../../random/stream";
import { countReaching, heightAt, type LabelCurve, meanCurve } from "./labelCurves";
import { realMethod } from "./labelResult";
import { curveOf } from "./labelWorth";

/** Prices, in any one currency. */
export interface Prices {
  /** Of a label by hand. */
  label: number;
  /** Of a thousand generated tokens. */
  thousandTokens: number;
  /** Of a second of a core. */
  second: number;
}

/** One way to get there: some labels, and perhaps generated texts. */
export interface Choice {
  method: string;
  /** Labels by hand that it needs. */
  labels: number;
  tokens: number;
  seconds: number;
}

/** Where one stands, and where one wants to be. */
export interface LabelGoal {
  /** Labelled texts that are there. */
  real: number;
  /** The goal: the accuracy that so many more labels would give. */
  more: number;
}

/**
 * The choices by which the goal is reached: all labels by hand, or generated texts and as few labels as then are needed.
 *
 * @param runs which runs the curves are means over; default all
 * @returns choices whose curve does not reach the goal are left out
 * @throws RangeError if real or more is not above 0
 */
export function choicesFor(
  curves: readonly LabelCurve[],
  { real, more }: LabelGoal,
  runs: readonly number[] = curves[0].runs.map((_, run) => run),
): Choice[] {
  for (const [name, value] of Object.entries({ real, more })) {
    if (!(value > 0)) throw new RangeError(`choicesFor: ${name} is ${value}, expected a number above 0`);
  }
  const alone = curveOf(curves, realMethod);
  const goal = heightAt(alone.counts, meanCurve(runs.map((run) => alone.runs[run])), real + more);
  return curves.flatMap((curve): Choice[] => {
    const { method, tokens, seconds } = curve;
    if (method === realMethod) return [{ method, labels: more, tokens: 0, seconds: 0 }];
    const needed = countReaching(curve.counts, meanCurve(runs.map((run) => curve.runs[run])), goal);
    return needed === undefined ? [] : [{ method, labels: Math.max(0, needed - real), tokens, seconds }];
  });
}

/** What a choice costs. */
export function costOf({ labels, tokens, seconds }: Choice, prices: Prices): number {
  return labels * prices.label + (tokens / 1000) * prices.thousandTokens + seconds * prices.second;
}

/** The choice of least cost; of equal ones the first. */
export function cheapestChoice(choices: readonly Choice[], prices: Prices): Choice {
  return choices.reduce((best, one) => (costOf(one, prices) < costOf(best, prices) ? one : best));
}

/**
 * The price of a label below which labelling by hand is the cheapest choice.
 *
 * Each choice with generated texts saves some labels and takes tokens and seconds: it pays above their cost over the
 * labels saved. The least of these prices is where the first of them pays.
 *
 * @returns undefined if none saves a label
 */
export function breakEvenLabel(
  choices: readonly Choice[],
  prices: Omit<Prices, "label">,
): number | undefined {
  const byHand = choices.find(({ method }) => method === realMethod) as Choice;
  const saving = choices.filter(({ labels }) => labels < byHand.labels);
  const limits = saving.map(
    (one) => costOf({ ...one, labels: 0 }, { ...prices, label: 0 }) / (byHand.labels - one.labels),
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/**
 * In which share of redrawn runs each choice is the cheapest.
 *
 * @param resamples how often the runs are drawn anew, with replacement
 * @returns by method; the shares sum to 1
 */
export function cheapestShares(
  curves: readonly LabelCurve[],
  goal: LabelGoal,
  prices: Prices,
  random: Random,
  resamples = 200,
): Record<string, number> {
  const count = curves[0].runs.length;
  const shares: Record<string, number> = Object.fromEntries(curves.map(({ method }) => [method, 0]));
  for (let draw = 0; draw < resamples; draw++) {
    const runs = Array.from({ length: count }, () => random.integer(count));
    shares[cheapestChoice(choicesFor(curves, goal, runs), prices).method] += 1 / resamples;
  }
  return shares;
}
