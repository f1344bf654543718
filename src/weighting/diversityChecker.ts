/**
 * @file The diversity checker Q of IMP-Loss: a classifier of the synthetic set.
 */
import { type Checker, type CheckerOptions, fitChecker } from "./checker";

/**
 * A model of what labels the synthetic world gives, fitted on the whole synthetic set.
 *
 * It is later asked about the same texts. Fitted until it knows them by heart, it answers 1 for every label,
 * wrong ones included, and IMP-Loss becomes the loss without diversity checker.
 *
 * Source:  Kuo et al. 2025, Algorithm 1, Step 2; App. F: cross entropy, five epochs.
 * Differs: the number of epochs is the caller's.
 *
 * @param options `fitOn` is the synthetic set D_Q
 */
export function diversityChecker(options: CheckerOptions): Promise<Checker> {
  return fitChecker(options);
}
