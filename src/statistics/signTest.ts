/**
 * @file The sign test of pairs: Arbuthnot 1710.
 */
import { expectPairs } from "./expectSample";
import { incompleteBeta } from "./incompleteBeta";

export interface SignTest {
  /** Pairs in which a is larger. */
  readonly wins: number;
  /** Pairs in which b is larger; equal pairs count for neither. */
  readonly losses: number;
  /** Two-sided, exact. */
  readonly p: number;
}

/**
 * How surprising the number of wins would be if every untied pair were a fair coin.
 *
 * Source: Conover 1999, Section 3.4; the binomial tail as an incomplete beta function, P(X >= k) = I_1/2(k, n - k + 1).
 *
 * @returns for 5 wins of 5: p = 2/32
 * @throws RangeError if the lengths differ, there are fewer than 2 pairs, a value is not finite, or all pairs
 *   are equal
 */
export function signTest(a: ArrayLike<number>, b: ArrayLike<number>): SignTest {
  expectPairs("signTest", a, b, 2);
  const signs = Array.from(a, (value, i) => Math.sign(value - b[i]));
  const wins = signs.filter((sign) => sign > 0).length;
  const losses = signs.filter((sign) => sign < 0).length;
  if (wins + losses === 0)
    throw new RangeError("signTest: differences are all 0, expected at least one other");
  const more = Math.max(wins, losses);
  const tail = incompleteBeta(0.5, more, wins + losses - more + 1);
  return { wins, losses, p: Math.min(1, 2 * tail) };
}
