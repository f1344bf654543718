/** @file How large a gain these runs could have shown. */
import type { ClaimVerdict } from "../../experiments/experiment";
import { detectableEffect } from "../../statistics/pairedPower";
import { studentTQuantile } from "../../statistics/studentT";

/**
 * The smallest gain that would be found in eight of ten cases, were the runs to differ as much as they do, at the level
 * that Holm's rule demands of the first of several questions.
 *
 * Source:  Cohen 1988, Section 2.3, as in `detectableEffect`.
 *
 * @param runs number of runs, from 2
 * @param questions among how many the level of .05 is shared
 * @throws RangeError if the verdict has no interval
 */
export function findableGain({ id, low, high }: ClaimVerdict, runs: number, questions: number): number {
  if (low === null || high === null) {
    throw new RangeError(`findableGain: ${id} has no interval, expected a claim that was tested`);
  }
  const deviation = (((high - low) / 2) * Math.sqrt(runs)) / studentTQuantile(0.975, runs - 1);
  return deviation * detectableEffect(runs, { level: 0.05 / questions });
}
