/** @file Rank correlation of two things with a third held fixed. */
import { spearmanCorrelation } from "./correlation";

/**
 * How close pairs come to rising together among those that are alike in a third respect, from -1 to 1.
 *
 *     r_ab·c = (r_ab - r_ac r_bc) / sqrt((1 - r_ac²) (1 - r_bc²))    with r the rank correlations
 *
 * Source:  Kendall and Gibbons 1990, chapter 8, with Spearman's coefficient for Kendall's.
 * Differs: nothing.
 *
 * @returns 0.802 for [1, 2, 3, 4], [1, 2, 4, 3] and [1, 4, 2, 3], whose correlations are 0.8, 0.4 and 0.2
 * @throws RangeError as `spearmanCorrelation`, or if a or b has the order of the third or its reverse
 */
export function partialRankCorrelation(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  fixed: ArrayLike<number>,
): number {
  const [ab, ac, bc] = [
    spearmanCorrelation(a, b),
    spearmanCorrelation(a, fixed),
    spearmanCorrelation(b, fixed),
  ];
  for (const [name, r] of Object.entries({ a: ac, b: bc })) {
    if (1 - r * r < 1e-12) {
      throw new RangeError(
        `partialRankCorrelation: ${name} has correlation ${r.toFixed(3)} with what is held fixed, expected less`,
      );
    }
  }
  return Math.max(-1, Math.min(1, (ab - ac * bc) / Math.sqrt((1 - ac * ac) * (1 - bc * bc))));
}
