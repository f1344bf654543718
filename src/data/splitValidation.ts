/** @file Setting aside a validation set where a data set has none. */
import { createHash } from "node:crypto";
import { type Example, textKey } from "./dataset";

/**
 * Parts a training set in two, the same on every machine.
 *
 * For each label by itself: its different texts are ordered by the SHA-256 of "seed, tab, text, tab, second text
 * or nothing" (UTF-8), and the first of them go to validation: the share, rounded, but at least one and not all.
 * Copies of a text follow it. A label with one text only stays in training. Both parts keep the order of the
 * examples.
 *
 * @throws RangeError if share is not between 0 and 1, or seed not a whole number
 */
export function splitValidation(
  examples: readonly Example[],
  { share, seed }: { share: number; seed: number },
): { train: Example[]; validation: Example[] } {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`splitValidation: share is ${share}, expected a number between 0 and 1`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`splitValidation: seed is ${seed}, expected a whole number`);
  }
  const ordersByLabel = new Map<string, Map<string, string>>();
  for (const example of examples) {
    const orders = ordersByLabel.get(example.label) ?? new Map<string, string>();
    orders.set(textKey(example), order(example, seed));
    ordersByLabel.set(example.label, orders);
  }
  const chosen = new Set([...ordersByLabel.values()].flatMap((orders) => firstKeys(orders, share)));
  return {
    train: examples.filter((example) => !chosen.has(textKey(example))),
    validation: examples.filter((example) => chosen.has(textKey(example))),
  };
}

function order({ text, textPair }: Example, seed: number): string {
  return createHash("sha256")
    .update(`${seed}\t${text.trim()}\t${textPair?.trim() ?? ""}`, "utf8")
    .digest("hex");
}

function firstKeys(orders: ReadonlyMap<string, string>, share: number): string[] {
  const sorted = [...orders].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const count = Math.min(Math.max(1, Math.round(share * sorted.length)), sorted.length - 1);
  return sorted.slice(0, count).map(([key]) => key);
}
