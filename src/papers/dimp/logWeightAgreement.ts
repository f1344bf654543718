/**
 * @file How well learned weights agree with the exact ones, in logarithms, point by point.
 */
import { pearsonCorrelation, spearmanCorrelation } from "../../statistics/correlation";
import { mean } from "../../statistics/mean";

/**
 * Agreement of two lists of log-weights.
 *
 *     error_i = log w_i - log w*_i
 *     slope   = Cov(log w, log w*) / Var(log w)
 *
 * The slope is that of the line which predicts the exact log-weight from the learned one: 1 where learned weights
 * may be taken at their word, below 1 where they are too far apart, 0 where they say nothing.
 *
 * Source:  ours; w is the weight of Kuo et al. 2025, Eq. 6, and w* that of Eq. 4, of which Eq. 6 is an estimate.
 *
 * @param learned log w, one number per text, in nats; not all the same
 * @param exact log w*, in the same order; not all the same
 * @returns rank and linear correlation, slope, mean and root mean square of the errors in nats
 * @throws RangeError if the lengths differ, or a list is constant
 */
export function logWeightAgreement(
  learned: readonly number[],
  exact: readonly number[],
): Record<string, number> {
  const correlation = pearsonCorrelation(learned, exact);
  const errors = learned.map((log, i) => log - exact[i]);
  return {
    rankCorrelation: spearmanCorrelation(learned, exact),
    correlation,
    slope: (correlation * deviation(exact)) / deviation(learned),
    meanError: mean(errors),
    rmsError: Math.sqrt(mean(errors.map((error) => error ** 2))),
  };
}

/** Texts whose learned log-weights lie next to each other. */
export interface LogWeightBin {
  count: number;
  /** Means over the texts of the bin, in nats. */
  learned: number;
  exact: number;
}

/**
 * A reliability diagram of weights: texts ordered by learned weight, in groups of equal size.
 *
 * @param bins from 1 to the number of texts
 * @returns groups from low to high; on the diagonal where learned weights are right on average
 * @throws RangeError if the lengths differ, or there are fewer texts than bins
 */
export function logWeightBins(
  learned: readonly number[],
  exact: readonly number[],
  bins: number,
): LogWeightBin[] {
  if (learned.length !== exact.length) {
    throw new RangeError(
      `logWeightBins: exact has ${exact.length} numbers, expected ${learned.length} like learned`,
    );
  }
  if (!Number.isSafeInteger(bins) || bins < 1 || bins > learned.length) {
    throw new RangeError(
      `logWeightBins: bins is ${bins}, expected a whole number from 1 to ${learned.length} like the texts`,
    );
  }
  const order = learned.map((_, i) => i).sort((a, b) => learned[a] - learned[b]);
  return Array.from({ length: bins }, (_, bin) => {
    const from = Math.round((bin * order.length) / bins);
    const rows = order.slice(from, Math.round(((bin + 1) * order.length) / bins));
    return {
      count: rows.length,
      learned: mean(rows.map((i) => learned[i])),
      exact: mean(rows.map((i) => exact[i])),
    };
  });
}

function deviation(values: readonly number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}
