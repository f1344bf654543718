/** @file How often independent draws are all different. */

/**
 * The probability that n independent draws are n different words, for n = 0 ... most.
 *
 * It is n! times the n-th elementary symmetric polynomial of the probabilities; for two fair coins' sides
 * (1/2, 1/2) it is 1, 1, 1/2, 0.
 */
export function distinctProbabilities(probabilities: Iterable<number>, most: number): number[] {
  const symmetric = [1, ...new Array<number>(most).fill(0)];
  for (const probability of probabilities) {
    for (let n = most; n > 0; n--) symmetric[n] += probability * symmetric[n - 1];
  }
  let factorial = 1;
  return symmetric.map((value, n) => {
    factorial *= Math.max(1, n);
    return factorial * value;
  });
}
