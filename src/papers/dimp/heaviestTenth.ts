/**
 * @file What the points are that DIMP weighs most: Kuo et al. 2025, Eq. 9, on the data of `dimp/4.2-dimp`.
 */
import { mean } from "../../statistics/mean";
import { equation9 } from "./oneStepRules";
import type { OneStepScene, TriedPoints } from "./oneStepScene";

/** Means over some points. */
export interface PointMeans {
  /** P'(y | x) of their labels, by the quality checker. */
  quality: number;
  /** p(y | x) of their labels, by the model. */
  model: number;
  /** The share of labels that are wrong. */
  wrongLabels: number;
}

/**
 * The tenth of the points with the highest weight P'/p, beside all points.
 *
 * @returns of ten points the tenth is one
 */
export function heaviestTenth(
  { facts }: Pick<TriedPoints, "facts">,
  wrongLabel: OneStepScene["wrongLabel"],
): { tenth: PointMeans; all: PointMeans } {
  const weights = equation9.scores(facts);
  const order = weights.map((_, i) => i).sort((a, b) => weights[b] - weights[a]);
  const meansOf = (points: readonly number[]): PointMeans => ({
    quality: mean(points.map((i) => Math.exp(facts.logQuality[i]))),
    model: mean(points.map((i) => Math.exp(facts.logModel[i]))),
    wrongLabels: mean(points.map((i) => (wrongLabel[i] ? 1 : 0))),
  });
  return { tenth: meansOf(order.slice(0, Math.max(1, Math.round(order.length / 10)))), all: meansOf(order) };
}
