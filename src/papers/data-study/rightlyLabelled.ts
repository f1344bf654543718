/** @file Generated texts without those that are about another class than was asked for. */
import type { Example } from "../../data/dataset";
import type { WorldDistribution } from "../../data/world/worldDistribution";

/**
 * The texts whose label is the most probable class, by the exact posterior of real texts; equally probable ones stay.
 *
 * What a classifier gains by it is what wrong labels cost; nobody outside the exact world can do it.
 */
export function rightlyLabelled(
  texts: readonly Example[],
  real: Pick<WorldDistribution, "labels" | "posterior">,
): Example[] {
  return texts.filter(({ text, label }) => {
    const posterior = real.posterior(text);
    return posterior[real.labels.indexOf(label)] === Math.max(...posterior);
  });
}
