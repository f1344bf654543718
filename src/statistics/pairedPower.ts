/**
 * @file How many runs a paired comparison needs.
 */
import { expectOpenShare } from "./expectSample";
import { noncentralTCdf } from "./noncentralTCdf";
import { studentTQuantile } from "./studentT";

export interface PowerOptions {
  /** Chance to find the effect if it is there; 0.8 where nothing is said. */
  readonly power?: number;
  /** Chance of a false alarm if it is not, two-sided; 0.05 where nothing is said. */
  readonly level?: number;
}

/**
 * The chance that a paired t test, two-sided, finds an effect.
 *
 * Source: Cohen 1988, Section 2.3, with the noncentral t distribution, not a table or a normal approximation.
 *
 * @param runs number of pairs, from 2
 * @param effectSize mean difference in standard deviations of the differences, Cohen's d_z
 * @returns the level itself for effect size 0
 * @throws RangeError if an argument is out of range
 */
export function pairedPower(runs: number, effectSize: number, level = 0.05): number {
  if (!Number.isSafeInteger(runs) || runs < 2) {
    throw new RangeError(`pairedPower: runs is ${runs}, expected a whole number from 2`);
  }
  if (!Number.isFinite(effectSize)) {
    throw new RangeError(`pairedPower: effectSize is ${effectSize}, expected a finite number`);
  }
  expectOpenShare("pairedPower", "level", level);
  const limit = studentTQuantile(1 - level / 2, runs - 1);
  const shift = Math.abs(effectSize) * Math.sqrt(runs);
  return 1 - noncentralTCdf(limit, runs - 1, shift) + noncentralTCdf(-limit, runs - 1, shift);
}

/**
 * The smallest number of paired runs whose t test finds an effect of a given size.
 *
 * @param effectSize mean difference in standard deviations of the differences, Cohen's d_z, not 0
 * @returns 34 for an effect size of 0.5 at power .8 and level .05
 * @throws RangeError if an argument is out of range, or more than a million runs would be needed
 */
export function pairedRunsNeeded(effectSize: number, options: PowerOptions = {}): number {
  const { power = 0.8, level = 0.05 } = options;
  expectOpenShare("pairedRunsNeeded", "power", power);
  expectOpenShare("pairedRunsNeeded", "level", level);
  if (!Number.isFinite(effectSize) || Math.abs(effectSize) < 0.003) {
    throw new RangeError(
      `pairedRunsNeeded: effectSize is ${effectSize}, expected a finite number of size 0.003 or more`,
    );
  }
  let tooFew = 1;
  let enough = 2;
  while (pairedPower(enough, effectSize, level) < power) {
    tooFew = enough;
    enough *= 2;
  }
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2);
    if (pairedPower(middle, effectSize, level) < power) tooFew = middle;
    else enough = middle;
  }
  return enough;
}

/**
 * The smallest effect that the t test of so many paired runs finds with a given chance.
 *
 * @returns an effect size, Cohen's d_z; 0.6604 for 20 runs at power .8 and level .05
 * @throws RangeError if an argument is out of range
 */
export function detectableEffect(runs: number, options: PowerOptions = {}): number {
  const { power = 0.8, level = 0.05 } = options;
  expectOpenShare("detectableEffect", "power", power);
  if (!(power > level)) {
    throw new RangeError(`detectableEffect: power is ${power}, expected more than the level ${level}`);
  }
  let [tooSmall, enough] = [0, 1];
  while (pairedPower(runs, enough, level) < power) enough *= 2;
  while (enough - tooSmall > 1e-6) {
    const middle = (tooSmall + enough) / 2;
    if (pairedPower(runs, middle, level) < power) tooSmall = middle;
    else enough = middle;
  }
  return enough;
}
