/**
 * @file The arms of `dimp/B-convergence`: how far the generated texts are from real ones, and how they are weighed.
 */
import { type LogWeights, labelWeights, noWeights, textWeights } from "./importanceMoments";

/** How much of the generator's habits the texts have; labels are wrong as often in all of them. */
export const convergenceShifts: readonly { source: string; share: number }[] = [
  { source: "texts as real", share: 0 },
  { source: "half way", share: 0.5 },
  { source: "as generated", share: 1 },
];

export const unweighted = "CE";
export const byLabel = "P(y|x) / Q(y|x)";
export const byText = "P(x,y) / Q(x,y)";

/** The ways to weigh. */
export const convergenceWeightings: readonly { method: string; weights: LogWeights }[] = [
  { method: unweighted, weights: noWeights },
  { method: byLabel, weights: labelWeights },
  { method: byText, weights: textWeights },
];

/** ε: means that lie so far or further from their limit are counted, in nats. */
export const strayDistance = 0.25;
