/** @file The learning rate of a way to tune. */
import type { PipelineSettings, PreferenceWay } from "./settings";

/** The rate of a way to tune on pairs: its own, or that of all which have none. */
export function preferenceRate({ tuning }: Pick<PipelineSettings, "tuning">, way: PreferenceWay): number {
  return tuning.learningRates[way] ?? tuning.learningRates.preference;
}
