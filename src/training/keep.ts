/**
 * @file Which of the weights that a run passes through are kept.
 */
import type { MeasureEntry } from "./history";

/** Whether the weights at the newest measure, the last of the list, replace those kept so far. */
export type Keep = (measures: readonly MeasureEntry[]) => boolean;

/** Keeps the weights of the last step, whatever was measured. */
export const keepLast: Keep = () => true;

/**
 * Keeps the weights at which a measure was highest, the earliest of equals.
 *
 * Source:  Kuo et al. 2025, App. F: the best checkpoint by accuracy on the development set.
 * Differs: nothing.
 *
 * @param name the measure, such as "validationAccuracy"
 * @throws RangeError, when it is used, if the run does not measure it
 */
export function keepHighest(name: string): Keep {
  return (measures) => {
    const values = measures.map(({ values }) => values[name]);
    const newest = values.pop();
    if (newest === undefined || Number.isNaN(newest)) {
      throw new RangeError(`keepHighest: measure ${name} is ${newest}, expected a number`);
    }
    return values.every((value) => newest > value);
  };
}
