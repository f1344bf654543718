/** @file What a server does wrong, and what comes of it: no text lost, none doubled. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { chatEndpoint } from "../../../src/generation/endpoint/chatEndpoint";
import type { EndpointSettings } from "../../../src/generation/endpoint/endpointSettings";
import { readTexts, writeTexts } from "../../../src/generation/writeTexts";
import { stream } from "../../../src/random/stream";
import { requestsOf } from "../requests";
import { type FakeClock, fakeClock, steppedClock } from "./fakeClock";
import { type Behaviour, type FaultyServer, faultyServer } from "./faultyServer";

let folder: string;
let server: FaultyServer;
let clock: FakeClock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "endpoint-"));
  clock = fakeClock();
});
afterEach(async () => {
  await server?.close();
  rmSync(folder, { recursive: true });
});

async function endpoint(
  behaviour: (before: number) => Behaviour,
  settings: Partial<EndpointSettings> = {},
  delay = 0,
) {
  server = await faultyServer(behaviour, delay);
  return chatEndpoint({
    address: server.address,
    model: "small",
    maxTokens: 16,
    timeout: 20_000,
    clock,
    random: stream(3, "waits"),
    ...settings,
  });
}

const requests = requestsOf("Say it", [1, 2, 3, 4, 5]);
const whole = requests.map(({ seed }) => `Say it -> ${seed}`);
const textsOf = (records: { text: string }[]) => records.map(({ text }) => text);

const faults: [Behaviour, string][] = [
  ["429", "too many requests"],
  ["500", "server error"],
  ["hang", "timeout"],
  ["slow bytes", "timeout"],
  ["cut before the answer", "connection"],
  ["cut in the answer", "connection"],
  ["malformed JSON", "malformed answer"],
  ["no choices", "malformed answer"],
];

test.each(faults)("after %s a text is asked for again, and comes once", async (fault, kind) => {
  const ledger = join(folder, "texts.jsonl");
  // Long beside what an answer takes on a busy machine.
  const timeout = kind === "timeout" ? 1500 : 20_000;
  const generator = await endpoint((before) => (before === 1 || before === 2 ? fault : "answer"), {
    timeout,
  });
  expect(textsOf(await writeTexts(generator, requests, { ledger }))).toEqual(whole);
  const { sent, answered, failed } = generator.traffic();
  expect({ sent, answered, failed }).toEqual({ sent: 7, answered: 5, failed: { [kind]: 2 } });
  expect(server.received.length).toBe(7);
  expect(readTexts(ledger).records.size).toBe(5);
});

/** Every third request fails, each time in another way. */
const trouble = (before: number): Behaviour =>
  before % 3 === 1 ? faults[((before - 1) / 3) % 8][0] : "answer";

test("in all kinds of trouble at once, with eight at a time, 120 texts: none lost, none doubled", async () => {
  const many = requestsOf(
    "Say it",
    Array.from({ length: 120 }, (_, at) => at),
  );
  const ledger = join(folder, "texts.jsonl");
  const generator = await endpoint(trouble, { concurrency: 8, timeout: 500, attempts: 50 }, 2);
  const texts = await writeTexts(generator, many, { ledger });
  expect(textsOf(texts)).toEqual(many.map(({ seed }) => `Say it -> ${seed}`));
  const lines = readFileSync(ledger, "utf8").trimEnd().split("\n");
  expect(new Set(lines.map((line) => JSON.parse(line).text)).size).toBe(120);
  expect(lines.length).toBe(120);
  const { sent, answered, failed } = generator.traffic();
  const failures = Object.values(failed).reduce((sum, count) => sum + count, 0);
  expect([answered, failures]).toEqual([120, sent - 120]);
  expect(sent).toBeGreaterThanOrEqual(180);
  expect(Object.keys(failed).length).toBe(5);
});

test("waits double, by chance half to whole, up to the longest", async () => {
  const generator = await endpoint((before) => (before < 5 ? "500" : "answer"), {
    pause: 1000,
    longestWait: 6000,
    concurrency: 1,
  });
  await writeTexts(generator, requests.slice(0, 1));
  const shares = clock.waits.map((wait, at) => wait / [1000, 2000, 4000, 6000, 6000][at]);
  expect(shares.length).toBe(5);
  for (const share of shares) expect(share).toBeGreaterThanOrEqual(0.5);
  for (const share of shares) expect(share).toBeLessThanOrEqual(1);
  expect(new Set(shares).size).toBe(5);
});

test.each([
  ["429 with Retry-After", 2000],
  ["429 until a date", 5000],
] as const)("%s is waited for, by the others too", async (fault, wait) => {
  const times: number[] = [];
  const generator = await endpoint(
    (before) => {
      times.push(clock.now());
      return before === 0 ? fault : "answer";
    },
    { pause: 1, concurrency: 1 },
  );
  await writeTexts(generator, requests.slice(0, 2));
  expect(times).toEqual([0, wait, wait]);
});

test("while one request waits as the server asked, no other leaves", async () => {
  const stepped = steppedClock();
  const generator = await endpoint((before) => (before === 1 ? "429 with Retry-After" : "answer"), {
    clock: stepped,
    pause: 1,
    concurrency: 2,
  });
  const writing = writeTexts(generator, requestsOf("Say it", [1, 2, 3, 4, 5, 6, 7, 8]));
  await vi.waitFor(() => expect(generator.traffic().failed).toEqual({ "too many requests": 1 }));
  await setTimeout(50);
  const before = server.received.length;
  expect(before).toBeLessThan(8);
  await stepped.step(1999);
  await setTimeout(50);
  expect(server.received.length).toBe(before);
  await stepped.step(1);
  expect((await writing).length).toBe(8);
  expect(server.received.length).toBe(9);
});

test("a server that asks for a longer wait than wanted stops the run", async () => {
  const generator = await endpoint(() => "429 with Retry-After", { longestWait: 1500 });
  await expect(writeTexts(generator, requests.slice(0, 1))).rejects.toThrow(
    new Error(
      `endpoint: ${server.address}/chat/completions: the server answers 429: slow down, and to wait 2 s, expected at most 1.5 s`,
    ),
  );
});

test("a text that used up its attempts stops the run; what had come is kept, and the next run writes the rest", async () => {
  const ledger = join(folder, "texts.jsonl");
  const generator = await endpoint((before) => (before >= 2 && before < 5 ? "500" : "answer"), {
    attempts: 3,
    concurrency: 1,
  });
  await expect(writeTexts(generator, requests, { ledger })).rejects.toThrow(
    new Error(
      `endpoint: ${server.address}/chat/completions: the server answers 500: out of order, at the last of 3 attempts`,
    ),
  );
  expect(readTexts(ledger).records.size).toBe(2);
  expect(textsOf(await writeTexts(generator, requests, { ledger }))).toEqual(whole);
  expect(server.received.length).toBe(8);
});

test.each([
  ["404", "the server answers 404: no such model"],
  ["redirect", "the server answers 307"],
] as const)("%s is not followed and stops the run", async (fault, message) => {
  const generator = await endpoint(() => fault, { concurrency: 1 });
  await expect(writeTexts(generator, requests)).rejects.toThrow(
    new Error(`endpoint: ${server.address}/chat/completions: ${message}`),
  );
  expect(server.received.length).toBe(1);
});

test("a server that is not there is named", async () => {
  const generator = await endpoint(() => "answer", { concurrency: 1, attempts: 2 });
  await server.close();
  await expect(writeTexts(generator, requests)).rejects.toThrow(
    new Error(
      `endpoint: ${server.address}/chat/completions: the connection failed (ECONNREFUSED), at the last of 2 attempts`,
    ),
  );
});

test("an interrupt ends requests that hang, and what had come is kept", async () => {
  const ledger = join(folder, "texts.jsonl");
  const stop = new AbortController();
  const reason = new Error("enough");
  const generator = await endpoint((before) => (before < 2 ? "answer" : "hang"), { timeout: 60_000 });
  const onProgress = ({ done }: { done: number }) =>
    done === 2 && setTimeout(30).then(() => stop.abort(reason));
  const began = performance.now();
  await expect(writeTexts(generator, requests, { ledger, signal: stop.signal, onProgress })).rejects.toThrow(
    reason,
  );
  expect(performance.now() - began).toBeLessThan(2000);
  expect(readTexts(ledger).records.size).toBe(2);
});
