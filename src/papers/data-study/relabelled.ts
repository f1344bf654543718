/** @file Generated texts with the labels that they should have. */
import type { Example } from "../../data/dataset";
import type { WorldDistribution } from "../../data/world/worldDistribution";

/**
 * Each text under the class that is most probable by the exact posterior of real texts, whatever was asked for.
 *
 * What a classifier gains by it is what wrong labels cost; nobody outside the exact world can do it.
 */
export function relabelled(
  texts: readonly Example[],
  real: Pick<WorldDistribution, "labels" | "posterior">,
): Example[] {
  return texts.map(({ text }) => {
    const posterior = real.posterior(text);
    return { text, label: real.labels[posterior.indexOf(Math.max(...posterior))] };
  });
}
