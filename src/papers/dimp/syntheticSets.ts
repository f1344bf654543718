/**
 * @file The generated sets of a data set as sources of a table.
 */
import type { Dataset, Example } from "../../data/dataset";

/**
 * The generated sets by source: "synthetic" where the data set has one, else "synthetic" and its name.
 *
 * @param chosen name of one of them; absent: all
 * @param draw which of a set's rows are taken
 * @throws RangeError if the data set has none, or none of that name
 */
export function syntheticSets(
  { synthetic }: Dataset,
  chosen: string | undefined,
  draw: (name: string, set: readonly Example[]) => Example[],
): Record<string, Example[]> {
  const names = Object.keys(synthetic);
  if (names.length === 0 || (chosen !== undefined && !names.includes(chosen))) {
    const known = names.join(", ") || "a synthetic file in the folder";
    throw new RangeError(`syntheticSets: chosen is ${chosen ?? "missing"}, expected one of ${known}`);
  }
  if (names.length === 1) return { synthetic: draw(names[0], synthetic[names[0]]) };
  const kept = chosen === undefined ? names : [chosen];
  return Object.fromEntries(kept.map((name) => [`synthetic ${name}`, draw(name, synthetic[name])]));
}
