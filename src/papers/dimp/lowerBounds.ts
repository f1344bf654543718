/**
 * @file DIMP-Loss and what it cannot fall below: Kuo et al. 2025, Eq. 10 and App. D.
 */
import { mean } from "../../statistics/mean";

/** What is known of the labels of a training set, in nats, one number each per text. */
export interface LabelLogs {
  /** log P'(y | x). */
  logQuality: ArrayLike<number>;
  /** log p(y | x; θ_t). */
  logModel: ArrayLike<number>;
}

/**
 * DIMP-Loss over a training set.
 *
 *     L = -(1 / N) Σ [P' / p] log p
 *
 * Source:  Kuo et al. 2025, Eq. 9.
 * Differs: nothing.
 *
 * @returns nats; 2 · 0.5 · log 2 = 0.693 for one text of P' = 0.5 and p = 0.5, as cross entropy
 * @throws RangeError if there is no text, the lengths differ, or a logarithm is above 0
 */
export function dimpLossOf(logs: LabelLogs): number {
  return meanOver("dimpLossOf", logs, (quality, p, log) => (-quality / p) * log);
}

/**
 * The bound before anything is dropped: 1 / p is replaced by 2 - p.
 *
 *     -(1 / N) Σ P' (2 - p) log p
 *
 * Source:  Kuo et al. 2025, App. D, second line of Eq. 24, by the inequality 1 / p ≥ 2 - p.
 * Differs: nothing.
 *
 * @throws RangeError as `dimpLossOf`
 */
export function arithmeticBound(logs: LabelLogs): number {
  return meanOver("arithmeticBound", logs, (quality, p, log) => -quality * (2 - p) * log);
}

/**
 * The bound with the highest P' of all texts in the second term.
 *
 *     -(2 / N) Σ P' log p + max P' · (1 / N) Σ p log p
 *
 * Source:  Kuo et al. 2025, App. D, fourth line of Eq. 24, by Hölder's inequality.
 * Differs: nothing.
 *
 * @throws RangeError as `dimpLossOf`
 */
export function hoelderBound(logs: LabelLogs): number {
  const highest = Math.exp(Array.from(logs.logQuality).reduce((a, b) => Math.max(a, b), -Infinity));
  return 2 * distilledCrossEntropy(logs) + highest * ownEntropy(logs);
}

/**
 * The bound of the main text.
 *
 *     -(2 / N) Σ P' log p + (1 / N) Σ p log p
 *
 * Source:  Kuo et al. 2025, Eq. 10.
 * Differs: nothing.
 *
 * @throws RangeError as `dimpLossOf`
 */
export function boundOfEquation10(logs: LabelLogs): number {
  return 2 * distilledCrossEntropy(logs) + ownEntropy(logs);
}

/**
 * The bound of the appendix: that of the main text without one of the two cross entropies, which is never below 0.
 *
 *     -(1 / N) Σ P' log p + (1 / N) Σ p log p
 *
 * Source:  Kuo et al. 2025, App. D, last line of Eq. 24.
 * Differs: nothing.
 *
 * @throws RangeError as `dimpLossOf`
 */
export function boundOfEquation24(logs: LabelLogs): number {
  return distilledCrossEntropy(logs) + ownEntropy(logs);
}

/**
 * What a student loses by the labels of a teacher, of which only the text's own label is looked at.
 *
 *     -(1 / N) Σ P' log p
 *
 * Source:  Kuo et al. 2025, Eq. 10, first term without its factor.
 * Differs: nothing.
 *
 * @throws RangeError as `dimpLossOf`
 */
export function distilledCrossEntropy(logs: LabelLogs): number {
  return meanOver("distilledCrossEntropy", logs, (quality, _, log) => -quality * log);
}

/** (1 / N) Σ p log p of the texts' own labels: Eq. 10, second term. */
function ownEntropy(logs: LabelLogs): number {
  return meanOver("ownEntropy", logs, (_, p, log) => p * log);
}

function meanOver(
  caller: string,
  { logQuality, logModel }: LabelLogs,
  term: (quality: number, p: number, log: number) => number,
): number {
  if (logQuality.length === 0 || logQuality.length !== logModel.length) {
    throw new RangeError(
      `${caller}: logQuality and logModel have ${logQuality.length} and ${logModel.length} numbers, ` +
        "expected as many of each, at least 1",
    );
  }
  return mean(
    Array.from(logModel, (log, i) => {
      const quality = logQuality[i];
      // Single precision may leave a crumb above 0.
      if (!(log <= 1e-6 && quality <= 1e-6 && log > -Infinity)) {
        throw new RangeError(
          `${caller}: logQuality and logModel have ${quality} and ${log} at ${i}, expected logarithms of probabilities`,
        );
      }
      return term(Math.exp(quality), Math.exp(log), log);
    }),
  );
}
