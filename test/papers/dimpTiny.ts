/**
 * @file The exact world at a size that a test can train on.
 */
import { type TableSettings, worldSettings } from "../../src/papers/dimp/settings";

const schedule = { epochs: 2, batchSize: 16, learningRate: 0.01 };

export const tinySettings: TableSettings = {
  ...worldSettings,
  // All texts are cut to one length, so that each loss is recorded once.
  maxTokens: 12,
  rows: { smallReal: 24, synthetic: 40, largeReal: 33, test: 30 },
  schedule,
  smallSchedule: schedule,
};

/** The mean of a metric in a result's rows. */
export function meanIn(
  rows: readonly { source: string; method: string; metric: string; mean: number }[],
  source: string,
  method: string,
  metric: string,
): number | undefined {
  return rows.find((row) => row.source === source && row.method === method && row.metric === metric)?.mean;
}
