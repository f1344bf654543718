/** @file How surprising a token was to the model that wrote it, in six levels that an eye can tell apart. */
import { wordBoxes } from "./theme";

/** A level of surprise: how its tokens look, and which probabilities it holds. */
export interface TokenLevel {
  background: string;
  letters: string;
  /** The level holds probabilities from here up to the level before. */
  from: number;
  name: string;
  /** A digit that says the level without colour; none while the token is likelier than all others together. */
  mark: string;
}

/** The lowest probability of each level but the last: about 0.1, 0.7, 1.6, 3 and 4.6 nats. */
const lowest = [0.9, 0.5, 0.2, 0.05, 0.01];

/** The levels, from sure to surprised. */
export const tokenLevels: readonly TokenLevel[] = wordBoxes.map((box, level) => ({
  ...box,
  from: lowest[level] ?? 0,
  name: level < lowest.length ? `p ≥ ${lowest[level]}` : `p < ${lowest[lowest.length - 1]}`,
  mark: ["", "", "1", "2", "3", "4"][level],
}));

/** The level of a natural log-probability. */
export function tokenLevel(logProb: number): TokenLevel {
  const probability = Math.exp(logProb);
  return tokenLevels.find(({ from }) => probability >= from)!;
}
