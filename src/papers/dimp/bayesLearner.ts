/**
 * @file The learner for which App. C of Kuo et al. 2025 is exact: it updates by Bayes' rule and not by a gradient.
 */
import { logSumExp } from "../../statistics/logSumExp";

/** A learner that holds several hypotheses, each with a probability. */
export interface BayesLearner {
  /** log of how probable each hypothesis is before the next point. */
  logPrior: readonly number[];
  /** log p(y | x, hypothesis) of each point's own label, by point and hypothesis. */
  points: readonly (readonly number[])[];
  /** The same of the small real set's labels, by text and hypothesis. */
  real: readonly (readonly number[])[];
}

/**
 * How probable the labels of the small real set become once a point is known, for each point.
 *
 *     log p(y_P' | x_P'; θ_t, {(x, y)})
 *
 * Source:  Kuo et al. 2025, Eq. 21; App. C, left side of Eq. 22.
 * Differs: the learner takes the point in by Bayes' rule.
 *
 * @returns one number per point, in nats
 */
export function logLikelihoodAfter({ logPrior, points, real }: BayesLearner): number[] {
  const ofReal = sumByHypothesis(real, logPrior.length);
  return points.map((point) => {
    const posterior = add(logPrior, point);
    return logSumExp(add(posterior, ofReal)) - logSumExp(posterior);
  });
}

/**
 * The same by the other route: what the learner believes with the small real set, over what it believes now.
 *
 *     log p(y_P' | x_P'; θ_t) + log p(y | x; θ_t, D_P') - log p(y | x; θ_t)
 *
 * Source:  Kuo et al. 2025, App. C, right side of Eq. 22; without its first term, which all points share, Eq. 8.
 * Differs: nothing.
 *
 * @returns one number per point, in nats: those of `logLikelihoodAfter`
 */
export function logLikelihoodByRatio({ logPrior, points, real }: BayesLearner): number[] {
  const total = logSumExp(logPrior);
  const withReal = add(logPrior, sumByHypothesis(real, logPrior.length));
  const logReal = logSumExp(withReal) - total;
  return points.map((point) => {
    const numerator = logSumExp(add(withReal, point)) - logSumExp(withReal);
    const denominator = logSumExp(add(logPrior, point)) - total;
    return logReal + numerator - denominator;
  });
}

function sumByHypothesis(rows: readonly (readonly number[])[], hypotheses: number): number[] {
  return Array.from({ length: hypotheses }, (_, h) => rows.reduce((sum, row) => sum + row[h], 0));
}

function add(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value + b[i]);
}
