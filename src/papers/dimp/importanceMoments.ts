/**
 * @file The weighted loss of one generated text as a random number: Kuo et al. 2025, App. B, Eq. 13 to 19.
 */
import type { World } from "../../data/world/world";
import type { WorldDistribution } from "../../data/world/worldDistribution";
import { logSumExp } from "../../statistics/logSumExp";
import { mean } from "../../statistics/mean";
import { expectationOver, type TextShares } from "./textExpectation";

/** What is known of a text, for each label. */
export interface TextFacts {
  /** log P(x, y), in nats. */
  logReal: readonly number[];
  /** log Q(x, y), in nats. */
  logGenerated: readonly number[];
  /** -log p(y | x; θ), in nats, of the model whose loss is estimated. */
  losses: readonly number[];
}

/** The facts of a text, with the posterior of `model` as p(y | x; θ). */
export function textFacts({ real, generated }: World, model: WorldDistribution, text: string): TextFacts {
  const { labels } = real;
  return {
    logReal: labels.map((label) => real.logProb(text, label)),
    logGenerated: labels.map((label) => generated.logProb(text, label)),
    losses: lossesOf(model, text),
  };
}

/** -log p(y | x) of each label, by the posterior of `model`. */
function lossesOf(model: WorldDistribution, text: string): number[] {
  const logJoints = model.labels.map((label) => model.logProb(text, label));
  const total = logSumExp(logJoints);
  return logJoints.map((log) => total - log);
}

/** log w of each label of a text. */
export type LogWeights = (facts: TextFacts) => number[];

/** Cross entropy: w = 1. */
export const noWeights: LogWeights = ({ losses }) => losses.map(() => 0);

/**
 * The weights that the paper has in mind.
 *
 *     w = P(y | x) / Q(y | x)
 *
 * Source:  Kuo et al. 2025, Eq. 4 and 13.
 * Differs: nothing; P and Q are exact.
 */
export const labelWeights: LogWeights = ({ logReal, logGenerated }) => {
  const [real, generated] = [logSumExp(logReal), logSumExp(logGenerated)];
  return logReal.map((log, label) => log - real - (logGenerated[label] - generated));
};

/**
 * The weights of importance sampling, which need no assumption on Q(x).
 *
 *     w = P(x, y) / Q(x, y)
 *
 * Source:  ours, after importance sampling (Hesterberg 1995); not in Kuo et al. 2025, whose weights lack P(x) / Q(x).
 */
export const textWeights: LogWeights = ({ logReal, logGenerated }) =>
  logReal.map((log, label) => log - logGenerated[label]);

/**
 * Z of a label that was drawn with its text.
 *
 *     Z = w(x, y) · (-log p(y | x; θ))
 *
 * Source:  Kuo et al. 2025, Eq. 14.
 * Differs: nothing.
 */
export function weightedLoss(facts: TextFacts, label: number, weights: LogWeights): number {
  return Math.exp(weights(facts)[label]) * facts.losses[label];
}

/**
 * Expectation and variance of Z over texts and labels of Q, all texts counting alike.
 *
 *     E_Q[Z] = E_Q(x) Σ_y Q(y | x) Z(x, y)
 *
 * Over the labels of a text the sum is exact; over texts it is the mean of those given.
 *
 * Source:  Kuo et al. 2025, Eq. 16 and 17.
 * Differs: nothing.
 */
export function moments(
  texts: readonly TextFacts[],
  weights: LogWeights,
): { expectation: number; variance: number } {
  const ofTexts = texts.map((facts) => labelMoments(facts, weights));
  const expectation = mean(ofTexts.map(({ first }) => first));
  return { expectation, variance: mean(ofTexts.map(({ second }) => second)) - expectation ** 2 };
}

/** The same over texts that have a share each, and the standard error of the expectation: of the texts drawn. */
export function momentsOver(
  shares: TextShares,
  texts: readonly TextFacts[],
  weights: LogWeights,
): { expectation: number; variance: number; error: number } {
  const ofTexts = texts.map((facts) => labelMoments(facts, weights));
  const { mean: expectation, error } = expectationOver(
    shares,
    ofTexts.map(({ first }) => first),
  );
  const square = expectationOver(
    shares,
    ofTexts.map(({ second }) => second),
  );
  return { expectation, variance: square.mean - expectation ** 2, error };
}

/** The means of Z and of its square over the labels that Q gives a text. */
function labelMoments(facts: TextFacts, weights: LogWeights): { first: number; second: number } {
  const total = logSumExp(facts.logGenerated);
  const logWeights = weights(facts);
  let first = 0;
  let second = 0;
  for (const [label, log] of facts.logGenerated.entries()) {
    const z = Math.exp(logWeights[label]) * facts.losses[label];
    const probability = Math.exp(log - total);
    first += probability * z;
    second += probability * z * z;
  }
  return { first, second };
}

/** What the model loses on a text in the mean over its real labels: Σ_y P(y | x) (-log p(y | x; θ)), in nats. */
export function lossOnRealLabels({ logReal, losses }: TextFacts): number {
  const total = logSumExp(logReal);
  return logReal.reduce((sum, log, label) => sum + Math.exp(log - total) * losses[label], 0);
}

/**
 * How often means over `size` draws lie a distance or more from a limit, over disjoint sets.
 *
 * @returns 0.5 for draws [0, 0, 1, 1], size 2, limit 0 and distance 1
 * @throws RangeError if size is not a whole number from 1 to the number of draws
 */
export function shareBeyond(draws: readonly number[], size: number, limit: number, distance: number): number {
  if (!Number.isSafeInteger(size) || size < 1 || size > draws.length) {
    throw new RangeError(
      `shareBeyond: size is ${size}, expected a whole number from 1 to ${draws.length} like the draws`,
    );
  }
  const sets = Math.floor(draws.length / size);
  const beyond = Array.from({ length: sets }, (_, set) => {
    return Math.abs(mean(draws.slice(set * size, (set + 1) * size)) - limit) >= distance ? 1 : 0;
  });
  return mean(beyond);
}
