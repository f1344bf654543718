/**
 * @file What the weights of a run were like: size, spread, and in the exact world how right they were.
 */
import { spearmanCorrelation } from "../../statistics/correlation";
import { mean } from "../../statistics/mean";
import { dimpWeights } from "../../weighting/dimpWeights";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { impWeights } from "../../weighting/impWeights";
import { meanOne } from "../../weighting/meanOne";
import type { CheckerScores, Method } from "./methods";
import type { ExactFacts } from "./scene";

/**
 * Measures of a method's weights on its training set; none for a method without a checker.
 *
 * Weights that change during training, those of DIMP, are taken at the weights that were kept.
 *
 * @param learned gives log p(y | x; θ) of the training labels at the end
 * @param exact given where the source is the exact world's synthetic set
 */
export async function weightMetrics(
  method: Method,
  scores: CheckerScores,
  learned: () => Promise<number[]>,
  exact?: ExactFacts,
): Promise<Record<string, number>> {
  const { logQuality, logDiversity } = scores;
  if (!logQuality) return {};
  const weights = weightsOf(
    method,
    logQuality,
    logDiversity ?? (method.dynamic ? await learned() : undefined),
  );
  return {
    meanQuality: mean(Array.from(logQuality, Math.exp)),
    meanWeight: mean(weights),
    largestWeight: Math.max(...weights),
    effectiveSampleSize: effectiveSampleSize(weights),
    ...(exact && exactMetrics(weights, exact)),
  };
}

function weightsOf(method: Method, logQuality: ArrayLike<number>, logBelow?: ArrayLike<number>): number[] {
  const weights = logBelow ? impOrDimp(method, logQuality, logBelow) : Array.from(logQuality, Math.exp);
  return method.normalised ? meanOne(weights) : weights;
}

function impOrDimp(method: Method, logQuality: ArrayLike<number>, logBelow: ArrayLike<number>): number[] {
  return method.dynamic ? dimpWeights(logQuality, logBelow) : impWeights(logQuality, logBelow);
}

/**
 * Measures of learned φ at the end of training, and in the exact world how they stand to what is right.
 *
 * Not of weights: those are made from the φ of a batch, at each step anew.
 */
export function phiMetrics(phi: number[], exact?: ExactFacts): Record<string, number> {
  const { weightCorrelation, meanWeightOfRightLabels, meanWeightOfWrongLabels } = exact
    ? exactMetrics(phi, exact)
    : ({} as Record<string, number | undefined>);
  const named = {
    meanPhi: mean(phi),
    largestPhi: Math.max(...phi),
    phiCorrelation: weightCorrelation,
    meanPhiOfRightLabels: meanWeightOfRightLabels,
    meanPhiOfWrongLabels: meanWeightOfWrongLabels,
  };
  const known = Object.entries(named).filter((entry): entry is [string, number] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

/** How the weights stand to the true ratio P(y | x) / Q(y | x), and to the labels that are wrong. */
function exactMetrics(
  weights: number[],
  { logReal, logGenerated, wrongLabel }: ExactFacts,
): Record<string, number> {
  const exactLogRatio = logReal.map((log, i) => log - logGenerated[i]);
  const weightCorrelation = spearmanCorrelation(weights, exactLogRatio);
  // A world without label noise has nothing to tell apart.
  if (!wrongLabel.includes(true)) return { weightCorrelation };
  return {
    weightCorrelation,
    meanWeightOfRightLabels: mean(weights.filter((_, i) => !wrongLabel[i])),
    meanWeightOfWrongLabels: mean(weights.filter((_, i) => wrongLabel[i])),
  };
}
