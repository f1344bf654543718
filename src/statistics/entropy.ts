/**
 * @file Entropy and relative entropy of discrete distributions.
 */

/**
 * How uncertain a draw from the distribution is, in nats.
 *
 *     H(p) = - sum p log p, with 0 log 0 = 0
 *
 * Source: Shannon 1948, Section 6.
 *
 * @param p probabilities, from 0, that sum to 1
 * @returns log 2 for a fair coin, 0 for a certain outcome
 * @throws RangeError if p is not a distribution
 */
export function entropy(p: ArrayLike<number>): number {
  expectDistribution("entropy", "p", p);
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0) sum -= p[i] * Math.log(p[i]);
  return sum;
}

/**
 * How many nats are lost by taking q for the true distribution p.
 *
 *     KL(p || q) = sum p log(p / q), with 0 log 0 = 0
 *
 * Source: Kullback and Leibler 1951, Section 2.
 *
 * @returns 0 for equal distributions; Infinity, its true value, where q is 0 and p is not
 * @throws RangeError if p or q is not a distribution, or their lengths differ
 */
export function klDivergence(p: ArrayLike<number>, q: ArrayLike<number>): number {
  expectDistribution("klDivergence", "p", p);
  expectDistribution("klDivergence", "q", q);
  if (p.length !== q.length) {
    throw new RangeError(`klDivergence: q has ${q.length} values, expected ${p.length} like p`);
  }
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0) sum += p[i] * Math.log(p[i] / q[i]);
  // Rounding can leave a crumb below 0 when p and q are nearly equal.
  return Math.max(0, sum);
}

function expectDistribution(where: string, name: string, p: ArrayLike<number>): void {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (!(p[i] >= 0 && p[i] <= 1.00001)) {
      throw new RangeError(`${where}: ${name} has ${p[i]} at ${i}, expected probabilities`);
    }
    sum += p[i];
  }
  // Probabilities computed in single precision sum to 1 within some millionths.
  if (!(Math.abs(sum - 1) <= 1e-5)) {
    throw new RangeError(`${where}: ${name} sums to ${sum}, expected 1`);
  }
}
