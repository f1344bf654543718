/**
 * @file The quality checker P': a classifier of the small real set.
 */
import { type Checker, type CheckerOptions, fitChecker } from "./checker";

/**
 * A model of what labels the real world gives, fitted on the few real examples there are.
 *
 * Let it converge: a P' that was stopped too early says nearly the same of every label, and weights by it
 * carry nothing but its noise.
 *
 * Source:  Kuo et al. 2025, Algorithms 1 and 2, Step 1; App. F: cross entropy, five epochs.
 * Differs: the number of epochs is the caller's; the weights of the last epoch are kept, since the set that
 *          the paper selects by is the one that the checker is fitted on.
 *
 * @param options `fitOn` is the small real set D_P'
 */
export function qualityChecker(options: CheckerOptions): Promise<Checker> {
  return fitChecker(options);
}
