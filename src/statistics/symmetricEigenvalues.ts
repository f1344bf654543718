/** @file The eigenvalues of a symmetric matrix. */

/**
 * All eigenvalues, smallest first.
 *
 * Reflections bring the matrix to three diagonals with the same eigenvalues; each of these is then found by halving an
 * interval, counting on which side how many eigenvalues are.
 *
 * Source: Golub and Van Loan 2013, Section 8.3.1 (tridiagonal form) and Section 8.4.1 (bisection).
 *
 * @param matrix rows; only what is on and below the diagonal is looked at beyond the test of symmetry
 * @returns [1, 3] for [[2, 1], [1, 2]]
 * @throws RangeError if the matrix is empty, not square, not finite or not symmetric
 */
export function symmetricEigenvalues(matrix: readonly ArrayLike<number>[]): number[] {
  expectSymmetric(matrix);
  const { diagonal, beside } = tridiagonal(matrix.map((row) => Float64Array.from(row)));
  const reach = diagonal.map((_, i) => (beside[i - 1] ?? 0) + (beside[i] ?? 0));
  // Every eigenvalue lies within the sum of a row's other entries from its diagonal one (Gershgorin).
  const low = Math.min(...diagonal.map((value, i) => value - reach[i]));
  const high = Math.max(...diagonal.map((value, i) => value + reach[i]));
  return diagonal.map((_, rank) => bisect(diagonal, beside, rank, low, high));
}

interface Tridiagonal {
  readonly diagonal: number[];
  /** Sizes of the entries beside the diagonal: their signs do not matter to the eigenvalues. */
  readonly beside: number[];
}

function tridiagonal(rows: Float64Array[]): Tridiagonal {
  const size = rows.length;
  const beside: number[] = [];
  for (let k = 0; k < size - 1; k++) {
    const column = Float64Array.from({ length: size - k - 1 }, (_, i) => rows[k + 1 + i][k]);
    const length = Math.sqrt(dot(column, column));
    beside.push(length);
    // The mirror that turns the column into one along the first axis, away from it so that nothing cancels.
    column[0] += column[0] < 0 ? -length : length;
    const norm = Math.sqrt(dot(column, column));
    if (norm > 0)
      reflect(
        rows,
        column.map((value) => value / norm),
        k + 1,
      );
  }
  return { diagonal: rows.map((row, i) => row[i]), beside };
}

/** H A H of the part from `from` on, with H = I - 2 v v' and v of length 1. */
function reflect(rows: Float64Array[], v: Float64Array, from: number): void {
  const part = rows.slice(from).map((row) => row.subarray(from));
  const product = Float64Array.from(part, (row) => dot(row, v));
  const along = dot(product, v);
  const w = product.map((value, i) => value - along * v[i]);
  part.forEach((row, i) => {
    for (let j = 0; j < row.length; j++) row[j] -= 2 * (v[i] * w[j] + w[i] * v[j]);
  });
}

/** The eigenvalue with `rank` smaller ones, between two bounds. */
function bisect(
  diagonal: readonly number[],
  beside: readonly number[],
  rank: number,
  low: number,
  high: number,
): number {
  for (;;) {
    const middle = low + (high - low) / 2;
    // No number lies between them any more.
    if (middle <= low || middle >= high) return middle;
    if (countBelow(diagonal, beside, middle) > rank) high = middle;
    else low = middle;
  }
}

/** How many eigenvalues are below a limit: as many as the matrix less the limit has negative pivots (Sylvester). */
function countBelow(diagonal: readonly number[], beside: readonly number[], limit: number): number {
  let count = 0;
  let pivot = 1;
  for (let i = 0; i < diagonal.length; i++) {
    const coupling = i === 0 ? 0 : (beside[i - 1] * beside[i - 1]) / pivot;
    pivot = diagonal[i] - limit - coupling;
    if (pivot === 0) pivot = Number.MIN_VALUE * 2 ** 60;
    if (pivot < 0) count++;
  }
  return count;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function expectSymmetric(matrix: readonly ArrayLike<number>[]): void {
  const size = matrix.length;
  if (size === 0) throw new RangeError("symmetricEigenvalues: matrix is empty, expected at least one row");
  matrix.forEach((row, i) => {
    if (row.length !== size) {
      throw new RangeError(`symmetricEigenvalues: row ${i} has ${row.length} numbers, expected ${size}`);
    }
    for (let j = 0; j <= i; j++) {
      const difference = Math.abs(row[j] - matrix[j][i]);
      if (!(difference <= 1e-9 * (Math.abs(row[j]) + 1))) {
        throw new RangeError(
          `symmetricEigenvalues: entries [${i}, ${j}] and [${j}, ${i}] are ${row[j]} and ${matrix[j][i]}, expected equal finite numbers`,
        );
      }
    }
  });
}
