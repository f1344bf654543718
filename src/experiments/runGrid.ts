/**
 * @file Runs the cells of a grid one after the other, and never one that is finished.
 */

import { type Ledger, openLedger } from "./ledger";
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

/** How far a grid is; the first report counts the cells that the ledger had. */
export interface GridProgress {
  /** Finished cells and the share of the one that runs. */
  readonly done: number;
  /** All cells; 0 while an experiment prepares them. */
  readonly total: number;
  /** What runs now. */
  readonly text: string;
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
  const { onProgress = () => {}, signal = new AbortController().signal } = options;
  const cells = withKeys(options.cells);
  const total = cells.length;
  signal.throwIfAborted();
  const ledger = options.ledger === undefined ? undefined : openLedger(options.ledger);
  try {
    const finished = new Map(ledger?.records());
    let done = cells.filter(({ key }) => finished.has(key)).length;
    onProgress({ done, total, text: openingText(done, total, ledger) });
    for (const { key, cell } of cells) {
      if (finished.has(key)) continue;
      const record = await runCell(key, cell, signal, (share) =>
        onProgress({ done: done + share, total, text: cellText(cell) }),
      );
      ledger?.append(record);
      finished.set(key, record);
      done++;
    }
    onProgress({ done, total, text: "done" });
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

async function runCell(
  key: string,
  cell: Cell,
  signal: AbortSignal,
  report: (share: number) => void,
): Promise<RunRecord> {
  const { data, source, method, seed, settings } = cell;
  // A turn of the event loop, so that an interrupt is heard between two cells that never wait.
  await new Promise(setImmediate);
  signal.throwIfAborted();
  report(0);
  const started = performance.now();
  const metrics = await cell.run(signal, (share) => report(Math.max(0, Math.min(1, share))));
  // A run that was stopped may still return: what it measured is not the cell's number.
  signal.throwIfAborted();
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

function cellText({ source, method, seed }: Cell): string {
  return `${source}, ${method}, seed ${seed}`;
}

function openingText(finished: number, total: number, ledger: Ledger | undefined): string {
  const kept = finished > 0 ? `, already in ${ledger?.file}: ${finished}` : "";
  const torn = ledger && ledger.tornLines > 0 ? "; a line that a kill had torn was cut" : "";
  return `runs to do: ${total - finished}${kept}${torn}`;
}
