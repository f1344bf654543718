/**
 * @file Runs the cells of a grid one after the other, and never one that is finished.
 */

import { type Ledger, openLedger } from "./ledger";
import { remainingSeconds } from "./remainingSeconds";
import { type RunPlace, type RunRecord, type RunSettings, runKey } from "./runRecord";

/** One run to do: a method, trained on a source, with a seed. */
export interface Cell extends RunPlace {
  /** Everything else that changes the numbers, the data's fingerprint included: a change runs it anew. */
  readonly settings: RunSettings;
  /**
   * Does the run and returns what it measured, by name.
   *
   * @param signal stop within a step when it is aborted, by throwing its reason
   * @param report tell how far the run is, from 0 to 1
   */
  run(signal: AbortSignal, report: (share: number) => void): Promise<RunRecord["metrics"]>;
}

export interface GridProgress {
  /** Finished cells and the share of the one that runs. */
  readonly done: number;
  readonly total: number;
  /** What runs now. */
  readonly text: string;
  /** Absent until one cell is finished. */
  readonly remainingSeconds?: number;
}

export interface GridOptions {
  readonly cells: readonly Cell[];
  /** File that keeps finished runs; absent: nothing is kept. */
  readonly ledger?: string;
  readonly onProgress?: (progress: GridProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs the cells in order and returns their records in the same order.
 *
 * Cells whose key is in the ledger are not run again; each finished one is on disk before the next begins.
 *
 * @throws RangeError if two cells are the same run, or a metric is not a finite number
 * @throws the signal's reason if it is aborted; finished runs stay in the ledger
 */
export async function runGrid(options: GridOptions): Promise<RunRecord[]> {
  const cells = withKeys(options.cells);
  const signal = options.signal ?? new AbortController().signal;
  signal.throwIfAborted();
  const ledger = options.ledger === undefined ? undefined : openLedger(options.ledger);
  try {
    const finished = new Map(ledger?.records());
    const start = cells.filter(({ key }) => finished.has(key)).length;
    options.onProgress?.({ done: start, total: cells.length, text: openingText(start, ledger) });
    for (const { key, cell } of cells) {
      if (finished.has(key)) continue;
      finished.set(
        key,
        await runCell(key, cell, { cells, finished, signal, onProgress: options.onProgress }),
      );
      ledger?.append(finished.get(key)!);
    }
    options.onProgress?.({ done: cells.length, total: cells.length, text: "done", remainingSeconds: 0 });
    return cells.map(({ key }) => finished.get(key)!);
  } finally {
    ledger?.close();
  }
}

interface KeyedCell {
  readonly key: string;
  readonly cell: Cell;
}

function withKeys(cells: readonly Cell[]): KeyedCell[] {
  const keys = new Set<string>();
  return cells.map((cell) => {
    const key = runKey(cell, cell.settings);
    if (keys.has(key)) throw new RangeError(`runGrid: cell ${key} is there twice, expected different cells`);
    keys.add(key);
    return { key, cell };
  });
}

interface GridState {
  readonly cells: readonly KeyedCell[];
  readonly finished: ReadonlyMap<string, RunRecord>;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: GridProgress) => void;
}

async function runCell(key: string, cell: Cell, grid: GridState): Promise<RunRecord> {
  const { data, source, method, seed, settings } = cell;
  const done = grid.cells.filter((other) => grid.finished.has(other.key)).length;
  const waiting = grid.cells.filter((other) => !grid.finished.has(other.key)).map((other) => other.cell);
  const report = (share: number) =>
    grid.onProgress?.({
      done: done + share,
      total: grid.cells.length,
      text: `${source}, ${method}, seed ${seed}`,
      ...remainingSeconds(waiting, [...grid.finished.values()], share),
    });
  // A turn of the event loop, so that an interrupt is heard between two cells that never wait.
  await new Promise(setImmediate);
  grid.signal.throwIfAborted();
  report(0);
  const started = performance.now();
  const metrics = await cell.run(grid.signal, report);
  // A run that was stopped may still return: what it measured is not the cell's number.
  grid.signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1000;
  return checkedRecord({ key, data, source, method, seed, settings, metrics, seconds });
}

function checkedRecord(record: RunRecord): RunRecord {
  for (const [metric, value] of Object.entries(record.metrics)) {
    if (!Number.isFinite(value)) {
      throw new RangeError(`runGrid: ${metric} of ${record.key} is ${value}, expected a finite number`);
    }
  }
  if ("seconds" in record.metrics) {
    throw new RangeError(
      `runGrid: metric of ${record.key} is named seconds, expected another name: the grid measures it`,
    );
  }
  return record;
}

function openingText(finished: number, ledger: Ledger | undefined): string {
  const torn = ledger && ledger.tornLines > 0 ? "; a line torn by a kill was cut" : "";
  return finished > 0 ? `${finished} runs taken from ${ledger?.file}${torn}` : `starting${torn}`;
}
