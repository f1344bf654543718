/**
 * @file Makes a classifier's confidence honest with a single number.
 */
import { logSumExp } from "../statistics/logSumExp";
import { logLoss } from "./logLoss";

/**
 * The temperature at which a classifier is least surprised by texts that it was not fitted on.
 *
 *     T = argmin_T  -(1 / n) Σ_i log softmax(z_i / T)_{y_i}
 *
 * Log-probabilities serve as z: softmax does not see what all classes have in common. The search is over log T, in
 * which the loss has one valley.
 *
 * Source:  Guo et al. 2017, Section 4.2, temperature scaling.
 * Differs: nothing; T is held between 1/20 and 20, where a classifier that is always right or always wrong ends.
 *
 * @param logProbs for each text, the log-probability of each class
 * @param actual the true classes, in the same order
 * @returns T above 1 for a classifier that is too sure; 1.8205 for logits 2 and 0, three times of four right
 * @throws RangeError as `logLoss`
 */
export function fitTemperature(logProbs: readonly ArrayLike<number>[], actual: ArrayLike<number>): number {
  // Refused at the door, not in the search.
  logLoss(logProbs, actual);
  const loss = (logTemperature: number) =>
    logLoss(
      logProbs.map((row) => temperedLogProbs(row, Math.exp(logTemperature))),
      actual,
    );
  return Math.exp(lowestBetween(-Math.log(widest), Math.log(widest), loss));
}

const widest = 20;

/**
 * The probabilities of a classifier whose logits are divided by a temperature.
 *
 *     softmax(z / T)
 *
 * Source:  Guo et al. 2017, Eq. 9.
 * Differs: nothing.
 *
 * @param logProbs of the classes
 * @returns 2/3 and 1/3 for probabilities 4/5 and 1/5 and temperature 2
 * @throws RangeError if the temperature is not above 0
 */
export function temperedProbabilities(logProbs: ArrayLike<number>, temperature: number): number[] {
  return temperedLogProbs(logProbs, temperature).map(Math.exp);
}

function temperedLogProbs(logProbs: ArrayLike<number>, temperature: number): number[] {
  if (!(temperature > 0 && temperature < Infinity)) {
    throw new RangeError(`temperedProbabilities: temperature is ${temperature}, expected a number above 0`);
  }
  const logits = Array.from(logProbs, (logProb) => logProb / temperature);
  const norm = logSumExp(logits);
  return logits.map((logit) => logit - norm);
}

/** Where a function with one valley is lowest, by golden sections. */
function lowestBetween(from: number, to: number, value: (at: number) => number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [from, to];
  while (high - low > 1e-5) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (value(left) <= value(right)) high = right;
    else low = left;
  }
  return (low + high) / 2;
}
