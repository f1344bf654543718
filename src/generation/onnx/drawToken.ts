/** @file One token from the scores of a row, in plain numbers. */

/** What is left to draw from, and how boldly. */
export interface DrawSettings {
  /** Scores are divided by it; 0 takes the likeliest token. */
  readonly temperature: number;
  /** How many of the likeliest tokens remain. */
  readonly topK: number;
  /** The probability of the nucleus that remains, in (0, 1]. */
  readonly topP: number;
}

/** A token and log P(token) at temperature 1 before any cut, in nats. */
export interface DrawnToken {
  readonly token: number;
  readonly logProb: number;
}

/**
 * Draws a token: scores over temperature, then the likeliest `topK`, then the smallest set of the likeliest that holds
 * `topP` of what is left.
 *
 *     P(token) ∝ exp(score / temperature) among those that remain
 *
 * @param scores one for each token of the vocabulary, as the model gives them
 * @param uniform a number in [0, 1): the share of the remaining probability, likeliest first, up to the token
 * @returns token 1 for scores [0, 2, 1] and uniform 0, with log-probability -0.4076
 */
export function drawToken(scores: Float32Array, settings: DrawSettings, uniform: number): DrawnToken {
  const { temperature, topK, topP } = settings;
  const likeliest = Array.from(scores.keys()).sort((a, b) => scores[b] - scores[a]);
  const most = scores[likeliest[0]];
  const logSum = Math.log(scores.reduce((sum, score) => sum + Math.exp(score - most), 0));
  const found = (token: number) => ({ token, logProb: scores[token] - most - logSum });
  if (temperature === 0) return found(likeliest[0]);
  const kept = likeliest.slice(0, topK);
  const weights = kept.map((token) => Math.exp((scores[token] - most) / temperature));
  const nucleus = weights.slice(0, nucleusSize(weights, topP));
  let rest = uniform * sum(nucleus);
  for (let at = 0; at < nucleus.length - 1; at++) {
    rest -= nucleus[at];
    if (rest < 0) return found(kept[at]);
  }
  return found(kept[nucleus.length - 1]);
}

/** How many of the weights, largest first, reach the share; the one that crosses it stays. */
function nucleusSize(weights: readonly number[], share: number): number {
  const enough = share * sum(weights);
  let held = 0;
  const last = weights.findIndex((weight) => {
    held += weight;
    return held >= enough;
  });
  return last < 0 ? weights.length : last + 1;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
