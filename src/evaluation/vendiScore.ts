/** @file How many different texts a set amounts to. */
import { symmetricEigenvalues } from "../statistics/symmetricEigenvalues";
import { unitVectors } from "./unitVectors";

/**
 * The effective number of different texts, by the cosines of their embeddings.
 *
 *     VS = exp(- sum λ_i log λ_i)    with λ_i the eigenvalues of K / n, K the cosines, 0 log 0 = 0
 *
 * Source:  Friedman and Dieng 2023, Definition 3.1 and Eq. 3 (through the covariance where texts outnumber dimensions).
 * Differs: nothing.
 *
 * @param vectors one for each text; their lengths do not matter
 * @returns 1 if all texts are the same, n if all n are at right angles; 2 for [[1, 0], [1, 0], [0, 1], [0, 1]]
 * @throws RangeError if there is no vector, or one is all zeros, not finite or of another width
 */
export function vendiScore(vectors: readonly ArrayLike<number>[]): number {
  const units = unitVectors("vendiScore", vectors);
  const count = units.length;
  const columns = Array.from(units[0], (_, d) => Float64Array.from(units, (unit) => unit[d]));
  // Both products have the same eigenvalues but for zeros: the smaller one is quicker.
  const smaller = columns.length < count ? columns : units;
  const eigenvalues = symmetricEigenvalues(products(smaller).map((row) => row.map((value) => value / count)));
  // Rounding leaves crumbs below 0 where the true eigenvalue is 0.
  const uncertainty = eigenvalues.reduce(
    (sum, value) => (value > 1e-14 ? sum - value * Math.log(value) : sum),
    0,
  );
  return Math.exp(uncertainty);
}

/** Every vector times every vector. */
function products(vectors: readonly Float64Array[]): Float64Array[] {
  const table = vectors.map(() => new Float64Array(vectors.length));
  vectors.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      const b = vectors[j];
      let sum = 0;
      for (let d = 0; d < a.length; d++) sum += a[d] * b[d];
      table[i][j] = sum;
      table[j][i] = sum;
    }
  });
  return table;
}
