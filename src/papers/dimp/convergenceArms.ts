/**
 * @file The arms of `dimp/B-convergence`: how far the generated texts are from real ones, and how they are weighed.
 */
import { type LogWeights, labelWeights, noWeights, textWeights } from "./importanceMoments";

/** A way in which generated texts differ from real ones; labels are wrong as often in all of them. */
export interface ConvergenceShift {
  source: string;
  /** How much of the generator's habits of writing the texts have. */
  share: number;
  /** How often texts of the first class are asked for; all classes alike where it is not said. */
  firstClass?: number;
}

/** The last is the case that no habit of writing makes: one class is asked for once in two hundred texts. */
export const convergenceShifts: readonly ConvergenceShift[] = [
  { source: "texts as real", share: 0 },
  { source: "half way", share: 0.5 },
  { source: "as generated", share: 1 },
  { source: "one class hardly written", share: 0, firstClass: 0.005 },
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
