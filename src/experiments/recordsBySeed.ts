/** @file The runs of an experiment, seed by seed. */
import type { RunRecord } from "./runRecord";

/** The records of each seed in turn, in the order of the seeds. */
export function recordsBySeed(records: readonly RunRecord[]): RunRecord[][] {
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((one, other) => one - other);
  return seeds.map((seed) => records.filter((record) => record.seed === seed));
}
