/** @file Smaller sets out of a larger one. */
import type { Random } from "../random/stream";
import type { Example } from "./dataset";

/**
 * Draws examples without replacement, in random order. The draw of n of a stream begins the draw of more.
 *
 * @throws RangeError if count is not a whole number from 0 to the number of examples
 */
export function subsample<Item>(examples: readonly Item[], count: number, random: Random): Item[] {
  checkCount("subsample", count, examples.length);
  return random.shuffle(examples).slice(0, count);
}

/**
 * Draws examples without replacement, with each label as frequent as in the whole, in random order.
 *
 * A label with n of N examples gets `count * n / N` of them, rounded down; what is then missing is given to the
 * labels with the largest remainders.
 *
 * @throws RangeError if count is not a whole number from 0 to the number of examples
 */
export function stratifiedSubsample<Item extends Example>(
  examples: readonly Item[],
  count: number,
  random: Random,
): Item[] {
  checkCount("stratifiedSubsample", count, examples.length);
  const byLabel = new Map<string, Item[]>();
  for (const example of random.shuffle(examples)) {
    byLabel.set(example.label, [...(byLabel.get(example.label) ?? []), example]);
  }
  const strata = [...byLabel.values()];
  const counts = apportion(
    strata.map((stratum) => stratum.length),
    count,
  );
  return random.shuffle(strata.flatMap((stratum, i) => stratum.slice(0, counts[i])));
}

/** Parts of `total` in proportion to the sizes, by largest remainders. */
function apportion(sizes: readonly number[], total: number): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  const exact = sizes.map((size) => (total * size) / Math.max(1, sum));
  const parts = exact.map(Math.floor);
  const missing = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact
    .map((value, i) => ({ i, rest: value - parts[i] }))
    .sort((a, b) => b.rest - a.rest);
  for (const { i } of byRemainder.slice(0, missing)) parts[i] += 1;
  return parts;
}

function checkCount(name: string, count: number, most: number): void {
  if (!Number.isSafeInteger(count) || count < 0 || count > most) {
    throw new RangeError(`${name}: count is ${count}, expected a whole number from 0 to ${most}`);
  }
}
