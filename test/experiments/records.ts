/**
 * @file Records for tests: whole ones from a few words.
 */
import { type RunRecord, type RunSettings, runKey } from "../../src/experiments/runRecord";

/** A record with its key. */
export function record(
  method: string,
  seed: number,
  metrics: RunRecord["metrics"],
  parts: { source?: string; data?: string; seconds?: number; settings?: RunSettings } = {},
): RunRecord {
  const { source = "synthetic", data = "world", seconds = 1, settings = {} } = parts;
  const place = { data, source, method, seed };
  return { key: runKey(place, settings), ...place, settings, metrics, seconds };
}
