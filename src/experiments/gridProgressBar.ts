/**
 * @file The progress of a grid as a bar: in a notebook, a terminal or a log.
 */
import { type ProgressBar, progressBar } from "../charts/progressBar";
import type { GridProgress } from "./runGrid";

/**
 * A bar for the runs that are still to do; those that the ledger had took no time and would falsify what is left. Of
 * several grids, one after the other, each has a bar.
 *
 * @param title what runs, as `dimp/5.1-table-1`
 * @returns onProgress to hand to an experiment, and finish to call when it has ended, however it did
 */
export function gridProgressBar(
  title: string,
  start: (title: string, total: number) => ProgressBar = progressBar,
): { onProgress(progress: GridProgress): void; finish(): void } {
  let bar: ProgressBar | undefined;
  let before = 0;
  let last = { done: 0, total: 0 };
  return {
    onProgress({ done, total, text }) {
      if (total === 0) return;
      if (total !== last.total || done < last.done) {
        bar?.finish();
        bar = undefined;
      }
      last = { done, total };
      if (!bar && done < total) {
        before = done;
        bar = start(title, total - before);
      }
      // Tenths of a run: more digits would only flicker.
      bar?.update(Math.round(10 * (done - before)) / 10, text);
    },
    finish: () => bar?.finish(),
  };
}
