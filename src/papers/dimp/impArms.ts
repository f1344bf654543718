/**
 * @file The arms of `dimp/4.1-imp`: where the two probabilities of a weight come from.
 */

/** One way to come by the weights of a generated set. */
export interface ImpArm {
  /** As in tables: "P' of 100 rows". */
  method: string;
  /** How many real rows the quality checker is fitted on; absent: the exact P(y | x). */
  realRows?: number;
  /** Whether Q(y | x) is a fitted diversity checker, or the exact one. */
  fittedDiversity: boolean;
  /** All weights are 1. */
  unweighted?: boolean;
}

/** Numbers of real rows, from few to many; the exact arms select by as many as Table 1 has. */
export const realRowCounts: readonly number[] = [25, 50, 100, 200, 400];

/** Rows of the arms that do not vary them: those of Table 1 in the exact world. */
export const usualRows = 100;

/** The name of the arm whose quality checker has seen so many rows. */
export const learnedArm = (realRows: number) => `P' of ${realRows} rows, Q fitted`;

export const unweightedArm = "CE";
export const exactArm = "exact P, exact Q";
export const exactQualityArm = "exact P, Q fitted";
export const exactDiversityArm = `P' of ${usualRows} rows, exact Q`;

/** All arms, in the order of the table. */
export const impArms: readonly ImpArm[] = [
  { method: unweightedArm, fittedDiversity: false, unweighted: true },
  ...realRowCounts.map((realRows) => ({ method: learnedArm(realRows), realRows, fittedDiversity: true })),
  { method: exactDiversityArm, realRows: usualRows, fittedDiversity: false },
  { method: exactQualityArm, fittedDiversity: true },
  { method: exactArm, fittedDiversity: false },
];
