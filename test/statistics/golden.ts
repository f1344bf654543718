/**
 * @file Reference numbers from SciPy, written by test/golden/statistics.py.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";

export interface PairCase {
  name: string;
  a: number[];
  b: number[];
  mean: number;
  deviation: number;
  quantiles: number[];
  interval95: [number, number];
  t: {
    t: number;
    degrees: number;
    p: number;
    mean: number;
    low90: number;
    high90: number;
    effectSize: number;
  };
  wilcoxon: { smaller: number; p: number };
  sign: { wins: number; losses: number; p: number };
  correlations: { pearson: number; spearman: number } | null;
}

interface Golden {
  pairs: PairCase[];
  distributions: { [name: string]: number[][] };
  power: { effectSize: number; power: number; level: number; runs: number; reached: number }[];
  bootstrap: { name: string; values: number[]; draws: number[][]; percentile: number[]; BCa: number[] }[];
  information: { p: number[]; q: number[]; entropy: number; kl: number; logs: number[]; logSumExp: number };
}

const file = join(__dirname, "..", "golden", "statistics.json");

export const golden: Golden = JSON.parse(readFileSync(file, "utf8"));

/** Asserts equality within a share of the expected value, tiny values included. */
export function expectClose(actual: number, expected: number, relative = 1e-12): void {
  const error = Math.abs(actual - expected);
  const allowed = relative * Math.abs(expected);
  expect(
    error <= allowed,
    `${actual} is not ${expected} within a share of ${relative} (off by ${error})`,
  ).toBe(true);
}
