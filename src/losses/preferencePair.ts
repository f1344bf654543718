/**
 * @file What a loss on preference pairs takes: log-probabilities of the better and of the worse text.
 */
import type { tf } from "../engine/tensorflow";
import { shapeText } from "./expectShapes";

/**
 * What one model says of a batch of pairs: log p(text | prompt) in nats, summed over the text's tokens, each of
 * shape [P] for P pairs.
 */
export type PairLogProbs = {
  /** Of the preferred text x+. */
  chosen: tf.Tensor;
  /** Of the other text x-. */
  rejected: tf.Tensor;
};

/** Refuses pairs that are not two vectors of one length, as many as `like` has where it is given. */
export function expectPairs(caller: string, name: string, pairs: PairLogProbs, like?: PairLogProbs): void {
  const { chosen, rejected } = pairs;
  if (chosen.rank !== 1 || chosen.shape[0] === 0) {
    throw new RangeError(
      `${caller}: ${name}.chosen has shape ${shapeText(chosen)}, expected [pairs] with pairs above 0`,
    );
  }
  if (rejected.rank !== 1 || rejected.shape[0] !== chosen.shape[0]) {
    throw new RangeError(
      `${caller}: ${name}.rejected has shape ${shapeText(rejected)}, expected ${shapeText(chosen)} like chosen`,
    );
  }
  if (like && like.chosen.shape[0] !== chosen.shape[0]) {
    throw new RangeError(
      `${caller}: ${name}.chosen has shape ${shapeText(chosen)}, expected ${shapeText(like.chosen)} like the policy's`,
    );
  }
}

/** Refuses a strength that is not a number above 0. */
export function expectBeta(caller: string, beta: number): void {
  if (beta > 0 && beta < Infinity) return;
  throw new RangeError(`${caller}: beta is ${beta}, expected a number above 0`);
}
