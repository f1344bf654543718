/** @file How the spread of a table's numbers is split between its rows, its columns and both together. */
import { mean } from "./mean";

/** Variance components, none below 0, and their shares of the sum. */
export interface VarianceShares {
  rows: number;
  columns: number;
  /** What rows and columns do not explain: their interaction and chance. */
  rest: number;
}

/**
 * The shares of the variance of y_ij = μ + r_i + c_j + e_ij that rows, columns and the rest have.
 *
 *     σ²_e = MS_e,   σ²_r = (MS_r - MS_e) / C,   σ²_c = (MS_c - MS_e) / R,   below 0 taken as 0
 *
 * Source:  the method of moments for two random factors without replication, Searle, Casella, McCulloch 1992, chapter 4.
 *
 * @param table R rows of C numbers, at least two of each
 * @returns three shares that sum to 1; rows 1 for [[0, 0], [1, 1]]
 * @throws RangeError if a row or column is missing, or all numbers are the same
 */
export function twoWayVariance(table: readonly (readonly number[])[]): VarianceShares {
  const [R, C] = [table.length, table[0]?.length ?? 0];
  if (R < 2 || C < 2 || table.some((row) => row.length !== C)) {
    const lengths = table.map((row) => row.length).join(", ");
    throw new RangeError(
      `twoWayVariance: rows have ${lengths} numbers, expected two rows or more of as many, at least 2`,
    );
  }
  const grand = mean(table.flat());
  const rowMeans = table.map(mean);
  const columnMeans = table[0].map((_, at) => mean(table.map((row) => row[at])));
  const squares = (values: readonly number[], middle: number) =>
    values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const residuals = table.flatMap((row, i) => row.map((y, j) => y - rowMeans[i] - columnMeans[j] + grand));
  const ofRest = squares(residuals, 0) / ((R - 1) * (C - 1));
  const ofRows = Math.max(0, ((C * squares(rowMeans, grand)) / (R - 1) - ofRest) / C);
  const ofColumns = Math.max(0, ((R * squares(columnMeans, grand)) / (C - 1) - ofRest) / R);
  const total = ofRest + ofRows + ofColumns;
  if (!(total > 0)) throw new RangeError(`twoWayVariance: all numbers are ${grand}, expected different ones`);
  return { rows: ofRows / total, columns: ofColumns / total, rest: ofRest / total };
}
