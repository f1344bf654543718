/** @file Runs that are killed while a server fails: what is lost, what is doubled. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readTexts } from "../../../src/generation/writeTexts";
import { answerTo, type Behaviour, type FaultyServer, faultyServer } from "./faultyServer";

const count = 150;
/** One request in four fails. */
const trouble: Behaviour[] = ["429", "cut in the answer", "500", "malformed JSON", "hang"];

let folder: string;
let server: FaultyServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "kill-"));
  server = await faultyServer((before) => (before % 4 === 3 ? trouble[(before >> 2) % 5] : "answer"), 5);
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** Writes until the server was asked so many times more; says how the process ended. */
async function writeUntil(ledger: string, asked: number): Promise<string | number | null> {
  const program = join(__dirname, "writer.ts");
  const limit = server.received.length + asked;
  const child = spawn(process.execPath, ["--import", "tsx", program, server.address, ledger, String(count)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<string | number | null>((resolve) =>
    child.on("exit", (code, signal) => resolve(signal ?? code)),
  );
  while (child.exitCode === null && server.received.length < limit) await setTimeout(1);
  child.kill("SIGKILL");
  return ended;
}

test("of 150 texts through three kills in a failing server none is lost and none doubled", async () => {
  const ledger = join(folder, "texts.jsonl");
  for (const asked of [30, 47, 61]) {
    const before = readTexts(ledger).records.size;
    expect(await writeUntil(ledger, asked)).toBe("SIGKILL");
    expect(readTexts(ledger).records.size).toBeGreaterThan(before);
  }
  expect(readTexts(ledger).records.size).toBeLessThan(count);
  expect(await writeUntil(ledger, Infinity)).toBe(0);
  const records = [...readTexts(ledger).records.values()];
  const expected = Array.from({ length: count }, (_, seed) => answerTo({ body: { prompt: "Say it", seed } }));
  expect(records.map(({ text }) => text).sort()).toEqual(expected.sort());
  expect(readFileSync(ledger, "utf8").trimEnd().split("\n").length).toBe(count);
  // Failed attempts and answers that a kill kept from the disk were asked for again.
  expect(server.received.length).toBeGreaterThan(count);
});
