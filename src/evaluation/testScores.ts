/** @file What a classifier is worth on test texts. */
import type { Example } from "../data/dataset";
import { argMax } from "../statistics/argMax";
import { accuracy } from "./accuracy";
import { macroF1 } from "./macroF1";

/** Scores on test texts, from 0 to 1. */
export type TestScores = { accuracy: number; macroF1: number };

/**
 * Scores of what a classifier says, by the class that it finds likeliest.
 *
 * @param rows log-probabilities or any scores of the classes, a row for each test text
 * @param labels in the order of the classes
 */
export function testScores(
  rows: readonly ArrayLike<number>[],
  test: readonly Example[],
  labels: readonly string[],
): TestScores {
  const predicted = rows.map(argMax);
  const actual = test.map(({ label }) => labels.indexOf(label));
  return { accuracy: accuracy(predicted, actual), macroF1: macroF1(predicted, actual, labels.length) };
}
