/**
 * @file Numbers of transformers and peft that scoring and tuning must repeat; test/golden/adapter.py writes them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Completion } from "../../src/models/completionBatch";

interface Tuned {
  losses: number[];
  gradientNorms: number[];
}

interface TinyAdapter {
  logProbs: number[][];
  adaptedLogProbs: number[][];
  tunedAdapter: Tuned;
  tunedWhole: Tuned;
}

export const golden: {
  completions: Completion[];
  learningRate: number;
  tiny: Record<string, TinyAdapter>;
  /** Of the tiny llama with the adapter in adapters/ours, which peft loaded. */
  ours: number[][];
  "gemma-3-270m": { completions: Completion[]; logProbs: number[][] };
} = JSON.parse(readFileSync("test/golden/adapter.json", "utf8"));

export const tinyNames = Object.keys(golden.tiny);

export const adapterFolder = (name: string) => join("test/golden/adapters", name);

/** Expects the same ragged lists within `tolerance` for each number. */
export function expectRows(
  ours: readonly ArrayLike<number>[],
  theirs: readonly ArrayLike<number>[],
  tolerance: number,
) {
  const lengths = (rows: readonly ArrayLike<number>[]) => rows.map((row) => row.length).join();
  if (lengths(ours) !== lengths(theirs)) throw new Error(`${lengths(ours)} tokens beside ${lengths(theirs)}`);
  ours.forEach((row, at) => {
    for (let t = 0; t < row.length; t++) {
      // Written so that NaN does not pass.
      if (Math.abs(row[t] - theirs[at][t]) <= tolerance) continue;
      throw new Error(`token ${t} of completion ${at} is ${row[t]}, expected ${theirs[at][t]}`);
    }
  });
}
