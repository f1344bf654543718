/** @file Runs that several groups had in turn, brought to one number a group. */
import { mean } from "./mean";

/**
 * The mean of each group, where value i is of group i modulo the number of groups.
 *
 * Runs in one world with one generator are no independent draws of worlds and generators: an interval that is to hold
 * for others goes over these means.
 *
 * Source:  Altman and Bland 1997 (BMJ 314), p. 1874: observations of one unit are averaged before units are compared.
 * Differs: nothing, where groups are equally large; else each group counts the same.
 *
 * @param values in the order of their runs, one at least
 * @returns one mean for each group that has a value; 2, 3 for 1, 3, 3 of two groups
 * @throws RangeError if groups is not a whole number above 0
 */
export function groupMeans(values: readonly number[], groups: number): number[] {
  if (!Number.isSafeInteger(groups) || groups < 1) {
    throw new RangeError(`groupMeans: groups is ${groups}, expected a whole number above 0`);
  }
  const filled = Math.min(groups, values.length);
  return Array.from({ length: filled }, (_, group) => mean(values.filter((_, at) => at % groups === group)));
}
