/**
 * @file Texts and cuts of transformers that generation must repeat; test/golden/generate.py writes them.
 */
import { readFileSync } from "node:fs";

interface GreedyText {
  tokens: number[];
  logProbs: number[];
}

type Kept = Record<string, number[][]>;

export const golden: {
  rows: number[][];
  /** By decoder and row. */
  tiny: Record<string, GreedyText[]>;
  processors: {
    logits: number[][];
    topK: Kept;
    topP: Kept;
    minP: Kept;
    seen: number[][];
    penalty: number;
    penalised: number[][];
  };
  "gemma-3-270m": (GreedyText & { text: string; ids: number[] })[];
} = JSON.parse(readFileSync("test/golden/generate.json", "utf8"));
