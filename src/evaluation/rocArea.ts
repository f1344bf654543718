/**
 * @file How well a score tells two kinds of examples apart.
 */
import { ranks } from "../statistics/ranks";

/**
 * The chance that an example that is looked for has a higher score than one that is not, ties counted half.
 *
 * Source: Hanley and McNeil 1982, Section II: the area under the receiver operating characteristic.
 *
 * @param scores one finite number per example
 * @param wanted whether the example is of the kind that is looked for, in the same order; both kinds are needed
 * @returns from 0 to 1: 1 if all wanted ones are above all others, 0.5 for scores that say nothing
 * @throws RangeError if the lengths differ, a kind is missing, or a score is not finite
 */
export function rocArea(scores: readonly number[], wanted: readonly boolean[]): number {
  if (scores.length !== wanted.length) {
    throw new RangeError(
      `rocArea: scores has ${scores.length} values, expected ${wanted.length} like wanted`,
    );
  }
  const bad = scores.findIndex((score) => !Number.isFinite(score));
  if (bad >= 0) throw new RangeError(`rocArea: score ${bad} is ${scores[bad]}, expected a finite number`);
  const positives = wanted.filter((one) => one).length;
  const negatives = wanted.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(`rocArea: ${positives} of ${wanted.length} are wanted, expected both kinds`);
  }
  const sum = ranks(scores).reduce((total, rank, i) => (wanted[i] ? total + rank : total), 0);
  return (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}
