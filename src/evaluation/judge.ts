/** @file What a judge says of a text: three grades from 0 to 5, whoever gives them. */
import { mean } from "../statistics/mean";
import { quantile } from "../statistics/quantile";
import { standardDeviation } from "../statistics/standardDeviation";

/** A text to judge, with what its writer was asked for. */
export interface JudgedText {
  readonly text: string;
  /** The class asked for. */
  readonly label: string;
  /** The texts that the prompt showed. */
  readonly demonstrations: readonly string[];
}

/** Grades from 0 (worst) to 5 (best). */
export type JudgeGrades = {
  /** Whether it is about what the demonstrations are about. */
  relevance: number;
  /** Whether it reads as a text of its kind does. */
  fluency: number;
  /** Whether it is of the class asked for. */
  classAlignment: number;
};

/** Grades of several texts as the paper's Table 3 has them. */
export type GradeSummary = { mean: number; median: number; standardDeviation: number };

/**
 * One grade for a text.
 *
 *     (relevance + fluency + class alignment) / 3
 *
 * Source:  U-DPO paper, Section 4.6, which asks for the three and reports one number.
 * Differs: nothing known; the paper does not say how three became one.
 */
export function overallGrade({ relevance, fluency, classAlignment }: JudgeGrades): number {
  return (relevance + fluency + classAlignment) / 3;
}

/**
 * Mean, median and standard deviation over texts.
 *
 * Source:  U-DPO paper, Table 3.
 * Differs: nothing.
 *
 * @returns mean 3, median 4, standard deviation 2.6458 for 0, 4, 5
 * @throws RangeError if there are fewer than 2 grades, or one is not finite
 */
export function gradeSummary(grades: readonly number[]): GradeSummary {
  return {
    mean: mean(grades),
    median: quantile(grades, 0.5),
    standardDeviation: standardDeviation(grades),
  };
}
