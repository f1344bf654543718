/**
 * @file F1 averaged over classes.
 */
import { classScores } from "./classScores";

/**
 * The mean F1 over the classes that occur, among the true or the predicted ones: each counts the same, however
 * small it is.
 *
 * These are the classes over which scikit-learn's `f1_score(average="macro")` averages: one that occurs nowhere
 * is left out, one that is only predicted counts as 0. Not the F1 of mean precision and mean recall.
 *
 * @returns from 0 to 1; for two classes of 9 and 1 examples, all predicted as the first: 0.474, with accuracy 0.9
 * @throws RangeError as `classScores`
 */
export function macroF1(predicted: ArrayLike<number>, actual: ArrayLike<number>, classes: number): number {
  const occurring = classScores(predicted, actual, classes).filter(
    (scores) => scores.predicted + scores.actual > 0,
  );
  return occurring.reduce((sum, { f1 }) => sum + f1, 0) / occurring.length;
}
