/** @file The grid: order, resumption, interrupts, refusals, progress. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { gridProgressBar } from "../../src/experiments/gridProgressBar";
import { readLedger } from "../../src/experiments/ledger";
import { type Cell, type GridProgress, runGrid } from "../../src/experiments/runGrid";

const folder = mkdtempSync(join(tmpdir(), "synthclass-grid-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cell(method: string, seed: number, run: Cell["run"] = async () => ({ accuracy: seed / 10 })): Cell {
  return { data: "world", source: "synthetic", method, seed, settings: { revision: 1 }, run };
}

test("cells run one after the other, in order, and their records come in that order", async () => {
  const events: string[] = [];
  const slow = (name: string, milliseconds: number) => async () => {
    events.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    events.push(`${name} ends`);
    return { accuracy: 1 };
  };
  const records = await runGrid({ cells: [cell("CE", 2, slow("a", 30)), cell("CE", 1, slow("b", 1))] });
  expect(events).toEqual(["a begins", "a ends", "b begins", "b ends"]);
  expect(records.map(({ seed }) => seed)).toEqual([2, 1]);
  expect(records[0].seconds).toBeGreaterThan(0.025);
});

test("a finished cell is not run again, a cell with a changed setting is", async () => {
  const ledger = join(folder, "again.jsonl");
  let runs = 0;
  const counted = cell("CE", 1, async () => ({ accuracy: ++runs }));
  const [first] = await runGrid({ cells: [counted], ledger });
  const [again, other] = await runGrid({
    cells: [counted, { ...counted, settings: { revision: 2 } }],
    ledger,
  });
  expect(again).toEqual(first);
  expect(other.metrics.accuracy).toBe(2);
});

test("each finished cell is on disk before the next begins", async () => {
  const ledger = join(folder, "disk.jsonl");
  const seen: number[] = [];
  const look = async () => {
    seen.push(readLedger(ledger).records.size);
    return { accuracy: 1 };
  };
  await runGrid({ cells: [cell("CE", 1, look), cell("CE", 2, look), cell("CE", 3, look)], ledger });
  expect(seen).toEqual([0, 1, 2]);
});

test("an error in a cell ends the grid; finished cells stay and the ledger is free again", async () => {
  const ledger = join(folder, "error.jsonl");
  const fail = async () => {
    throw new Error("out of memory");
  };
  await expect(runGrid({ cells: [cell("CE", 1), cell("CE", 2, fail)], ledger })).rejects.toThrow(
    "out of memory",
  );
  const records = await runGrid({ cells: [cell("CE", 1), cell("CE", 2)], ledger });
  expect(records.length).toBe(2);
});

test("what a cell returns after an interrupt is not kept, and the signal's reason is thrown", async () => {
  const ledger = join(folder, "abort.jsonl");
  const controller = new AbortController();
  const half = async () => {
    controller.abort(new Error("interrupted"));
    return { accuracy: 0.1 };
  };
  const cells = [cell("CE", 1), cell("CE", 2, half), cell("CE", 3)];
  await expect(runGrid({ cells, ledger, signal: controller.signal })).rejects.toThrow("interrupted");
  expect([...readLedger(ledger).records.values()].map(({ seed }) => seed)).toEqual([1]);
});

test("a grid whose signal is aborted already touches no file", async () => {
  const ledger = join(folder, "never.jsonl");
  const signal = AbortSignal.abort(new Error("stopped before"));
  await expect(runGrid({ cells: [cell("CE", 1)], ledger, signal })).rejects.toThrow("stopped before");
  expect(readLedger(ledger).records.size).toBe(0);
});

test("an interrupt is heard between cells that never wait", async () => {
  const controller = new AbortController();
  setImmediate(() => controller.abort(new Error("heard")));
  let runs = 0;
  const cells = Array.from({ length: 50 }, (_, seed) => cell("CE", seed, async () => ({ accuracy: ++runs })));
  await expect(runGrid({ cells, signal: controller.signal })).rejects.toThrow("heard");
  expect(runs).toBeLessThan(3);
});

test("progress starts from what the ledger has and never goes back", async () => {
  const ledger = join(folder, "progress.jsonl");
  await runGrid({ cells: [cell("CE", 1)], ledger });
  const seen: GridProgress[] = [];
  const halfway = cell("CE", 2, async (_signal, report) => {
    report(0.5);
    report(7);
    return { accuracy: 1 };
  });
  await runGrid({ cells: [halfway, cell("CE", 1)], ledger, onProgress: (progress) => seen.push(progress) });
  expect(seen.map(({ done }) => done)).toEqual([1, 1, 1.5, 2, 2]);
  expect(seen[0]).toEqual({ done: 1, total: 2, text: `runs to do: 1, already in ${ledger}: 1` });
  expect(seen[2].text).toBe("synthetic, CE, seed 2");
});

test("gridProgressBar counts the runs to do only, so that the time left is that of their speed", () => {
  const drawn: string[] = [];
  const { onProgress, finish } = gridProgressBar("table", (title, total) => {
    drawn.push(`${title}: ${total}`);
    return { update: (done, text) => drawn.push(`${done} ${text}`), finish: () => drawn.push("finished") };
  });
  onProgress({ done: 0, total: 0, text: "reading" });
  onProgress({ done: 6, total: 10, text: "runs to do" });
  onProgress({ done: 6 + 1 / 3, total: 10, text: "CE" });
  finish();
  expect(drawn).toEqual(["table: 4", "0 runs to do", "0.3 CE", "finished"]);
});

test("of several grids each has a bar, whether the next one has more runs, fewer or as many", () => {
  const drawn: string[] = [];
  const { onProgress, finish } = gridProgressBar("sizes", (_title, total) => {
    drawn.push(`of ${total}`);
    return { update: (done) => drawn.push(String(done)), finish: () => drawn.push("finished") };
  });
  for (const [done, total] of [
    [0, 2],
    [2, 2],
    [0, 3],
    [3, 3],
    [1, 3],
    [2, 3],
  ])
    onProgress({ done, total, text: "" });
  finish();
  const bars = ["of 2", "0", "2", "finished", "of 3", "0", "3", "finished", "of 2", "0", "1", "finished"];
  expect(drawn).toEqual(bars);
});

test("gridProgressBar draws nothing where all runs were in the ledger", () => {
  const { onProgress, finish } = gridProgressBar("table", () => {
    throw new Error("no bar was expected");
  });
  onProgress({ done: 3, total: 3, text: "done" });
  finish();
});

test("runGrid refuses equal cells, numbers that are not finite, and a metric of the name seconds", async () => {
  await expect(runGrid({ cells: [cell("CE", 1), cell("CE", 1)] })).rejects.toThrow(
    /^runGrid: cell world\/synthetic\/CE\/seed 1\/[0-9a-f]{16} is there twice, expected different cells$/,
  );
  await expect(runGrid({ cells: [cell("CE", 1, async () => ({ loss: Number.NaN }))] })).rejects.toThrow(
    /^runGrid: loss of world\/synthetic\/CE\/seed 1\/[0-9a-f]{16} is NaN, expected a finite number$/,
  );
  await expect(runGrid({ cells: [cell("CE", 1, async () => ({ seconds: 1 }))] })).rejects.toThrow(
    /is named seconds, expected another name: the grid measures it$/,
  );
});
