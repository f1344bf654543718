/**
 * @file The signed-rank test of pairs: Wilcoxon 1945.
 */
import { expectPairs } from "./expectSample";
import { normalUpperTail } from "./normal";
import { ranks, tieSizes } from "./ranks";

export interface SignedRankTest {
  /** Sum of the ranks of the positive differences. */
  readonly plus: number;
  /** Sum of the ranks of the negative differences. */
  readonly minus: number;
  /** Two-sided. */
  readonly p: number;
  /** Whether p counts every way to choose the signs; otherwise it is the normal approximation. */
  readonly exact: boolean;
}

/**
 * How surprising the ranks of positive and negative differences would be if every sign were a fair coin.
 * Unlike the t test it does not ask for normal differences.
 *
 * Differences of 0 are left out, equal sizes share the mean of their ranks. p is exact up to 50 pairs without
 * ties or zeros and up to 13 with them; above it is the normal approximation with correction for ties and
 * without continuity correction: the defaults of `scipy.stats.wilcoxon`.
 *
 * Source: Wilcoxon 1945; variance under ties by Lehmann 1975, Section 3.2.
 *
 * @returns for differences 1, 2, 3, 4, 5: plus 15, minus 0, p = 2/32
 * @throws RangeError if the lengths differ, there are fewer than 2 pairs, a value is not finite, or all
 *   differences are 0
 */
export function wilcoxonSignedRank(a: ArrayLike<number>, b: ArrayLike<number>): SignedRankTest {
  expectPairs("wilcoxonSignedRank", a, b, 2);
  const differences = Array.from(a, (value, i) => value - b[i]).filter((difference) => difference !== 0);
  if (differences.length === 0) {
    throw new RangeError("wilcoxonSignedRank: differences are all 0, expected at least one other");
  }
  const sizes = differences.map(Math.abs);
  const ranked = ranks(sizes);
  const plus = ranked.reduce((sum, rank, i) => sum + (differences[i] > 0 ? rank : 0), 0);
  const minus = (sizes.length * (sizes.length + 1)) / 2 - plus;
  const ties = tieSizes(sizes);
  const special = differences.length < a.length || ties.length < sizes.length;
  const exact = a.length <= (special ? 13 : 50);
  const p = exact ? exactP(ranked, Math.min(plus, minus)) : approximateP(plus, sizes.length, ties);
  return { plus, minus, p, exact };
}

/** Twice the share of all sign choices whose positive ranks sum to at most `smaller`. */
function exactP(ranked: readonly number[], smaller: number): number {
  // Ranks may end in one half: counted in halves they are whole numbers.
  const halves = ranked.map((rank) => 2 * rank);
  const limit = 2 * smaller;
  const shares = new Float64Array(limit + 1);
  shares[0] = 1;
  for (const rank of halves) {
    for (let sum = limit; sum >= 0; sum--) {
      shares[sum] = 0.5 * (shares[sum] + (sum >= rank ? shares[sum - rank] : 0));
    }
  }
  return Math.min(1, 2 * shares.reduce((sum, share) => sum + share, 0));
}

function approximateP(plus: number, count: number, ties: readonly number[]): number {
  const expected = (count * (count + 1)) / 4;
  const tieCorrection = ties.reduce((sum, size) => sum + size ** 3 - size, 0);
  const variance = (count * (count + 1) * (2 * count + 1) - tieCorrection / 2) / 24;
  return 2 * normalUpperTail(Math.abs(plus - expected) / Math.sqrt(variance));
}
