/**
 * @file How long the rest of a grid will take, judged by the runs that are finished.
 */
import type { RunPlace, RunRecord } from "./runRecord";

/**
 * Seconds until the last cell is done: each counts as the mean of finished runs of its source and method,
 * or of all finished runs where there is none yet.
 *
 * @param waiting cells that are not finished, the one that runs now first
 * @param share how much of that one is done, from 0 to 1
 * @returns nothing while no run is finished
 */
export function remainingSeconds(
  waiting: readonly RunPlace[],
  finished: readonly RunRecord[],
  share: number,
): { remainingSeconds?: number } {
  if (finished.length === 0) return {};
  const overall = meanSeconds(finished);
  const expected = waiting.map(({ source, method }) => {
    const alike = finished.filter((record) => record.source === source && record.method === method);
    return alike.length > 0 ? meanSeconds(alike) : overall;
  });
  const total = expected.reduce((sum, seconds) => sum + seconds, 0);
  return { remainingSeconds: total - share * (expected[0] ?? 0) };
}

function meanSeconds(records: readonly RunRecord[]): number {
  return records.reduce((sum, { seconds }) => sum + seconds, 0) / records.length;
}
