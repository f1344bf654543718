/**
 * @file What every experiment is, takes and returns, whatever the paper.
 */
import type { GridProgress } from "./runGrid";

/** How much to run: the exact world on a laptop, real data with small models, or the paper's own sizes. */
export type Scale = "world" | "small" | "paper";

/** All scales, from minutes on a laptop to hours on a GPU. */
export const scales: readonly Scale[] = ["world", "small", "paper"];

/** One experiment of a paper: a table, a figure or a section. */
export interface Experiment {
  /** Paper, section and item, as on the command line: `dimp/5.1-table-1`. */
  readonly name: string;
  /** The scales that it can run at. */
  readonly scales: readonly Scale[];
  /** How many seeds it takes where nothing is said: the paper's number. */
  readonly seeds: number;
  run(options: ExperimentOptions): Promise<ExperimentResult>;
  /** The result as text for a terminal, reported numbers beside ours. */
  print(result: ExperimentResult): string;
}

export interface ExperimentOptions {
  readonly scale: Scale;
  /** Folder of the data set; absent: the one that the scale comes with. */
  readonly data?: string;
  /** Name of the synthetic set in that folder; absent: the only one. */
  readonly synthetic?: string;
  /** Number of seeds, from 2: one run has no interval. */
  readonly seeds: number;
  /** File that keeps finished runs and that a later call goes on from; absent: nothing is kept. */
  readonly ledger?: string;
  readonly onProgress?: (progress: GridProgress) => void;
  /** Stops the experiment within a training step; finished runs stay in the ledger. */
  readonly signal?: AbortSignal;
}

/** One number of a table with its uncertainty; also the shape of a row of `--json`. */
export interface ResultRow {
  readonly data: string;
  /** What the models were trained on: "synthetic", "small real". */
  readonly source: string;
  readonly method: string;
  readonly metric: string;
  readonly mean: number;
  /** Ends of the 95 % Student t interval of the mean. */
  readonly low: number;
  readonly high: number;
  /** The best of four runs, expected: its mean over all sets of four; of fewer runs the best of all. */
  readonly best: number;
  /** Number of runs. */
  readonly n: number;
  /** Number of worlds that the runs had in turn, where mean and interval are over the means of each world's runs. */
  readonly worlds?: number;
}

export type Verdict = "supported" | "not supported" | "opposite" | "not tested at this scale";

/** What became of a paper's claim; effect, interval and p are null where it was not tested. */
export interface ClaimVerdict {
  readonly id: string;
  /** Where the paper makes the claim: "Table 1". */
  readonly place: string;
  readonly verdict: Verdict;
  /** Mean over the seeds, or over the means of their worlds; positive where the claim holds. */
  readonly effect: number | null;
  /** Ends of the 95 % Student t interval of the effect, not corrected. */
  readonly low: number | null;
  readonly high: number | null;
  /** Two-sided, corrected by Holm's rule for the number of claims tested. */
  readonly p: number | null;
}

/** What every experiment returns, and `--json` prints on one line. */
export interface ExperimentResult {
  readonly experiment: string;
  readonly scale: Scale;
  readonly seeds: number;
  readonly rows: readonly ResultRow[];
  readonly claims: readonly ClaimVerdict[];
  /** How long the runs took together, those of earlier calls that the ledger kept included. */
  readonly seconds: number;
}
