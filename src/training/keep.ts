/**
 * @file Which of the weights that a run passes through are kept.
 */
import type { MeasureEntry, Measures } from "./history";

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

/** Numbers that a measure may not pass, by its name; an end that is left out is open. */
export type Bounds = Readonly<Record<string, { readonly least?: number; readonly most?: number }>>;

/** Whether a run ends at its newest measure, the last of the list. */
export type Stop = (measures: readonly MeasureEntry[]) => boolean;

/**
 * Keeps the newest weights as long as every measure so far lies within its bounds.
 *
 * What has once left the bounds stays out, even if it comes back: a policy that strayed from its reference and one that
 * never did are not the same. If the first measure already lies outside, the weights before training are kept.
 *
 * Source:  ours; the U-DPO paper trains for three epochs and keeps the last weights.
 *
 * @param bounds such as `{ klToReference: { most: 20 }, chosenLogProb: { least: -60 } }`
 * @throws RangeError, when it is used, if the run does not measure a named number
 */
export function keepWithin(bounds: Bounds): Keep {
  return (measures) => measures.every(({ values }) => liesWithin("keepWithin", values, bounds));
}

/**
 * Ends the run at the first measure that lies outside of its bounds.
 *
 * @param bounds as `keepWithin` has them
 * @throws RangeError, when it is used, if the run does not measure a named number
 */
export function stopOutside(bounds: Bounds): Stop {
  return (measures) => measures.some(({ values }) => !liesWithin("stopOutside", values, bounds));
}

function liesWithin(caller: string, values: Measures, bounds: Bounds): boolean {
  return Object.entries(bounds).every(([name, { least = -Infinity, most = Infinity }]) => {
    const value = values[name];
    if (value === undefined || Number.isNaN(value)) {
      throw new RangeError(`${caller}: measure ${name} is ${value}, expected a number`);
    }
    return value >= least && value <= most;
  });
}
