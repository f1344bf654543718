/** @file The grade that a language model gives on average, from how likely it holds each. */

/** A grade read from probabilities. */
export interface ExpectedGrade {
  /** From 0 to the highest grade. */
  grade: number;
  /** How likely the model holds that a grade comes at all, from 0 to 1. */
  mass: number;
}

/**
 * The mean grade under the model, among answers that are grades.
 *
 *     Σ_g g p(g) / Σ_g p(g)
 *
 * Source:  Liu et al. 2023 (G-Eval), Eq. 1.
 * Differs: divided by the sum of the probabilities, which is kept: where it is small the model did not mean to grade.
 *
 * @param logProbs of the answers "0", "1", ..., in nats
 * @returns grade 4 and mass 0.5 for the probabilities 0, 0, 0, .1, .3, .1
 * @throws RangeError if there is no grade, or none has a probability above 0
 */
export function expectedGrade(logProbs: ArrayLike<number>): ExpectedGrade {
  const probabilities = Array.from(logProbs, Math.exp);
  const mass = probabilities.reduce((sum, one) => sum + one, 0);
  if (!(mass > 0 && Number.isFinite(mass))) {
    const given = Array.from(logProbs).join(", ") || "none";
    throw new RangeError(
      `expectedGrade: logProbs are ${given}, expected one or more, of which one is finite`,
    );
  }
  return { grade: probabilities.reduce((sum, one, grade) => sum + grade * one, 0) / mass, mass };
}
