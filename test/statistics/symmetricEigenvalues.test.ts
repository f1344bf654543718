import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { symmetricEigenvalues } from "../../src/statistics/symmetricEigenvalues";
import golden from "../golden/diversity.json";

test("eigenvalues are numpy's: of a full matrix, one of rank 2, repeated ones, sizes far apart, zeros", () => {
  for (const { matrix, eigenvalues } of golden.matrices) {
    const largest = Math.max(...eigenvalues.map(Math.abs));
    const found = symmetricEigenvalues(matrix);
    expect(found.length).toBe(eigenvalues.length);
    const furthest = Math.max(...found.map((value, at) => Math.abs(value - eigenvalues[at])));
    expect(furthest).toBeLessThanOrEqual(1e-12 * (largest + 1));
  }
});

test("by hand: [[2, 1], [1, 2]] has 1 and 3, a diagonal its entries in order", () => {
  const [low, high] = symmetricEigenvalues([
    [2, 1],
    [1, 2],
  ]);
  expect(low).toBeCloseTo(1, 12);
  expect(high).toBeCloseTo(3, 12);
  const diagonal = [5, -1, 0.5].map((value, at) => [0, 1, 2].map((d) => (d === at ? value : 0)));
  expect(symmetricEigenvalues(diagonal)).toEqual([-1, 0.5, 5]);
});

test("an entry far below the others is not lost beside them", () => {
  const matrix = [
    [0, -1, 1e-9],
    [-1, 0, 1],
    [1e-9, 1, 0],
  ];
  // The product of all three is the determinant, -2e-9, that of the outer two -2.
  const [low, middle, high] = symmetricEigenvalues(matrix);
  expect(low).toBeCloseTo(-Math.SQRT2, 8);
  expect(Math.abs(middle - 1e-9)).toBeLessThan(1e-15);
  expect(high).toBeCloseTo(Math.SQRT2, 8);
});

test("they sum to the trace and their squares to that of the square, for 60 rows", () => {
  const random = stream(1, "matrix");
  const half = Array.from({ length: 60 }, () => Array.from({ length: 60 }, () => random.normal()));
  const matrix = half.map((row, i) => row.map((value, j) => value + half[j][i]));
  const values = symmetricEigenvalues(matrix);
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
  expect(sum(values)).toBeCloseTo(sum(matrix.map((row, i) => row[i])), 9);
  expect(sum(values.map((value) => value * value))).toBeCloseTo(
    sum(matrix.flat().map((value) => value ** 2)),
    7,
  );
});

test("the matrix is left as it is", () => {
  const { matrix } = golden.matrices[0];
  const before = JSON.stringify(matrix);
  symmetricEigenvalues(matrix);
  expect(JSON.stringify(matrix)).toBe(before);
});

test("what is not symmetric, square or finite is refused", () => {
  expect(() => symmetricEigenvalues([])).toThrow(
    new RangeError("symmetricEigenvalues: matrix is empty, expected at least one row"),
  );
  expect(() => symmetricEigenvalues([[1, 2], [2]])).toThrow(
    new RangeError("symmetricEigenvalues: row 1 has 1 numbers, expected 2"),
  );
  const asymmetric = [
    [1, 2],
    [2.1, 1],
  ];
  expect(() => symmetricEigenvalues(asymmetric)).toThrow(
    new RangeError(
      "symmetricEigenvalues: entries [1, 0] and [0, 1] are 2.1 and 2, expected equal finite numbers",
    ),
  );
  expect(() => symmetricEigenvalues([[Number.NaN]])).toThrow(
    new RangeError(
      "symmetricEigenvalues: entries [0, 0] and [0, 0] are NaN and NaN, expected equal finite numbers",
    ),
  );
});
