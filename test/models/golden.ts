/**
 * @file Numbers of transformers that the encoder must repeat; test/golden/encoder.py writes them.
 */
import { readFileSync } from "node:fs";

export interface TinyGolden {
  rows: [string, string | null][];
  labels: number[];
  lengths: number[];
  /** By layer and row: the states of the row's tokens, one after another. */
  hiddenStates: number[][][];
  logits: number[][];
  loss: number;
  gradientNorms: Record<string, number>;
  wordGradient: number[];
}

interface MiniLMGolden {
  sentences: string[];
  features: number[];
  /** By layer, row, first and last token: these features of the state. */
  firstAndLast: number[][][];
  sums: number[][];
  embeddings: number[][];
  cosines: number[][];
}

export const golden: {
  tinyBert: TinyGolden;
  tinyRoberta: TinyGolden;
  "all-MiniLM-L6-v2": MiniLMGolden;
} = JSON.parse(readFileSync("test/golden/encoder.json", "utf8"));

/** The largest distance between two lists of numbers of equal length. */
export function farthest(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} numbers beside ${theirs.length}`);
  let distance = 0;
  for (let i = 0; i < ours.length; i++) {
    const gap = Math.abs(ours[i] - theirs[i]);
    // NaN would pass every comparison.
    if (!(gap <= distance)) distance = gap;
  }
  return distance;
}
