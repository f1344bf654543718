/** @file The best of several alternatives without choosing it on the runs that it is then judged by. */
import { mean } from "../../statistics/mean";

/**
 * For each run the value of the alternative that is best on average over the other runs.
 *
 * Had the best been chosen on all runs, its mean would be too high by that choice, and a test against it too hard.
 *
 * Source:  ours; leave-one-out, as cross-validation leaves out the case that is judged (Stone 1974).
 *
 * @param values by alternative, one for each run in the same order
 * @returns as many as there are runs
 * @throws RangeError if there is no alternative, they have different numbers of runs, or fewer than 2
 */
export function bestElsewhere(values: ReadonlyMap<string, readonly number[]>): number[] {
  const columns = [...values];
  if (columns.length === 0) throw new RangeError("bestElsewhere: values is empty, expected an alternative");
  const runs = columns[0][1].length;
  for (const [name, { length }] of columns) {
    if (length === runs && runs >= 2) continue;
    throw new RangeError(`bestElsewhere: ${name} has ${length} runs, expected ${Math.max(2, runs)}`);
  }
  return Array.from({ length: runs }, (_, run) => {
    const elsewhere = (column: readonly number[]) => mean(column.filter((_value, at) => at !== run));
    const [first, ...others] = columns.map(([, column]) => column);
    return others.reduce((best, one) => (elsewhere(one) > elsewhere(best) ? one : best), first)[run];
  });
}
