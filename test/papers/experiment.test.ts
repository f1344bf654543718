/** @file The experiment command as a process: its words, its output, kills and interrupts. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { readLedger } from "../../src/experiments/ledger";

const root = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "synthclass-experiment-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tiny = require.resolve("./tinyCommand.ts");
const real = join(root, "src", "papers", "experiment.ts");

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

function start(script: string, words: string[], log?: string): ChildProcess {
  // Without the npm and tsx in between, so that a kill hits the program itself.
  return spawn(process.execPath, ["--import", "tsx", script, ...words], {
    cwd: root,
    env: { ...process.env, TINY_LOG: log ?? "" },
  });
}

function ended(child: ChildProcess): Promise<Ended> {
  let out = "";
  let err = "";
  child.stdout!.on("data", (text) => {
    out += text;
  });
  child.stderr!.on("data", (text) => {
    err += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

const run = (...words: string[]) => ended(start(tiny, words));

/** Waits until the file has as many lines. */
async function lines(file: string, count: number): Promise<void> {
  while (!existsSync(file) || readFileSync(file, "utf8").split("\n").length <= count) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const withoutSeconds = ({ rows, claims }: ExperimentResult) => ({
  claims,
  rows: rows.filter(({ metric }) => metric !== "seconds"),
});

test("a run killed in the middle, again and again, goes on without a record lost, doubled or different", async () => {
  const ledger = join(folder, "killed.jsonl");
  const log = join(folder, "killed.log");
  const words = ["tiny", "--seeds", "4", "--json", "--ledger", ledger];
  for (const begun of [2, 5]) {
    const child = start(tiny, words, log);
    const end = ended(child);
    await lines(log, begun);
    child.kill("SIGKILL");
    await end;
  }
  const kept = [...readLedger(ledger).records.values()];
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(8);
  const end = await ended(start(tiny, words, log));
  expect(end.code).toBe(0);
  const records = [...readLedger(ledger).records.values()];
  expect(records.map(({ method, seed }) => `${method} ${seed}`)).toEqual(
    [0, 1, 2, 3].flatMap((seed) => [`plain ${seed}`, `better ${seed}`]),
  );
  expect(records.slice(0, kept.length)).toEqual(kept);
  // What was begun and not finished, and nothing else, was begun again: one run per kill.
  expect(readFileSync(log, "utf8").trim().split("\n").length).toBe(8 + 2);
  const other = await run("tiny", "--seeds", "4", "--json", "--ledger", join(folder, "whole.jsonl"));
  expect(withoutSeconds(JSON.parse(end.out))).toEqual(withoutSeconds(JSON.parse(other.out)));
}, 60_000);

test("Ctrl-C stops within a step, says how to go on and exits with 130; then it goes on", async () => {
  const ledger = join(folder, "interrupted.jsonl");
  const log = join(folder, "interrupted.log");
  const words = ["tiny", "--seeds", "2", "--json", "--ledger", ledger];
  const child = start(tiny, words, log);
  const end = ended(child);
  await lines(log, 2);
  child.kill("SIGINT");
  // npm and tsx may pass the same Ctrl-C on: not yet a second one.
  child.kill("SIGINT");
  const asked = performance.now();
  const { code, out, err } = await end;
  expect(performance.now() - asked).toBeLessThan(1000);
  expect(code).toBe(130);
  expect(out).toBe("");
  expect(err).toContain(
    `Stopped: 1 of 4 runs are kept in ${ledger}. The same command goes on from there:\n` +
      `  npm run experiment -- tiny --seeds 2 --json --ledger ${ledger}\n`,
  );
  expect(existsSync(`${ledger}.lock`)).toBe(false);
  const again = await ended(start(tiny, words, log));
  expect(again.code).toBe(0);
  expect(readFileSync(log, "utf8").trim().split("\n").length).toBe(4 + 1);
});

test("two runs on one ledger: the second is refused and the first goes on", async () => {
  const ledger = join(folder, "shared.jsonl");
  const log = join(folder, "shared.log");
  const first = start(tiny, ["tiny", "--seeds", "50", "--json", "--ledger", ledger], log);
  const end = ended(first);
  await lines(log, 1);
  const second = await run("tiny", "--seeds", "2", "--json", "--ledger", ledger);
  expect(second.code).toBe(1);
  expect(second.err).toContain(`lockFile: ${ledger} is in use by process ${first.pid} on `);
  const kept = readLedger(ledger).records.size;
  await lines(ledger, kept + 2);
  first.kill("SIGTERM");
  expect((await end).code).toBe(143);
});

test("the program of the project lists its experiments, and refuses an unknown one in one line", async () => {
  const { code, out } = await ended(start(real, ["list"]));
  expect(code).toBe(0);
  expect(out).toMatch(/^dimp\/5\.1-table-1 {2,}\S.*$/m);
  const unknown = await ended(start(real, ["dimp/9-table-9"]));
  expect(unknown.code).toBe(1);
  expect(unknown.err).toMatch(
    /^experiment: name is dimp\/9-table-9, expected one of .*dimp\/5\.1-table-1.*\n$/,
  );
});
