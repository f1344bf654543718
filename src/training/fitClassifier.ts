/** @file What every way to train a text classifier looks like to its caller. */
import type { Example } from "../data/dataset";
import type { Random } from "../random/stream";

/** Trains a classifier on texts whose labels are the caller's; other chance for another stream. */
export type FitClassifier = (
  examples: readonly Example[],
  random: Random,
  signal?: AbortSignal,
) => Promise<FittedClassifier>;

export interface FittedClassifier {
  /** log p(class | text) in nats, in the order of the caller's labels. */
  logProbs(texts: readonly string[], signal?: AbortSignal): Promise<ArrayLike<number>[]>;
  dispose(): void;
}
