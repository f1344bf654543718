/** @file The key of an endpoint reaches the server, and nothing else. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { chatEndpoint } from "../../../src/generation/endpoint/chatEndpoint";
import { writeTexts } from "../../../src/generation/writeTexts";
import { requestsOf } from "../requests";
import { fakeClock } from "./fakeClock";
import { type Behaviour, type FaultyServer, faultyServer } from "./faultyServer";

/** With signs that JSON spells otherwise. */
const key = 'sk-"not\\a-real-key';
const environment = { SOME_KEY: `${key}\n` };

let server: FaultyServer;
const folder = mkdtempSync(join(tmpdir(), "key-"));
afterEach(async () => {
  await server?.close();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** All that a run leaves: its error or texts, its ledger, the generator, what was printed. */
async function tracesOf(behaviour: Behaviour): Promise<string> {
  const printed: unknown[][] = [];
  for (const method of ["log", "warn", "error", "info", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words));
  }
  for (const out of [process.stdout, process.stderr]) {
    vi.spyOn(out, "write").mockImplementation((words) => printed.push([words]) > 0);
  }
  server = await faultyServer(() => behaviour);
  const generator = chatEndpoint({
    address: server.address,
    model: "small",
    maxTokens: 9,
    keyVariable: "SOME_KEY",
    environment,
    attempts: 2,
    timeout: behaviour === "hang" ? 100 : 20_000,
    clock: fakeClock(),
  });
  const ledger = join(folder, "texts.jsonl");
  const outcome = await writeTexts(generator, requestsOf("Say it", [1, 2]), { ledger }).catch(
    (error) => error,
  );
  vi.restoreAllMocks();
  expect(server.received[0].authorization).toBe(`Bearer ${key}`);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const seen = [outcome, outcome.cause, outcome.stack, generator, generator.traffic(), printed];
  return [...files, ...seen.map((value) => inspect(value, { depth: 9, showHidden: true }))].join("\n");
}

test.each([
  "answer",
  "401 with the key",
  "answer with the key",
  "429",
  "500",
  "hang",
  "cut in the answer",
] as const)("the key is sent, and where the server's way is %s it is in no file, error, record, property or output", async (behaviour) => {
  const traces = await tracesOf(behaviour);
  expect(traces.length).toBeGreaterThan(100);
  expect(traces).not.toContain("not\\a-real");
  expect(traces).not.toContain("real-key");
  if (behaviour === "401 with the key") expect(traces).toContain("Incorrect API key provided: [key]");
  if (behaviour === "answer with the key") expect(traces).toContain("Say it [key] 1");
});

const settings = { address: "https://a.org/v1", model: "small", maxTokens: 9, keyVariable: "SOME_KEY" };

test("without a name no key is sent, though the environment has one", async () => {
  server = await faultyServer(() => "answer");
  const environment = { OPENAI_API_KEY: "sk-0123456789", SOME_KEY: key };
  const generator = chatEndpoint({
    ...settings,
    address: server.address,
    keyVariable: undefined,
    environment,
  });
  await writeTexts(generator, requestsOf("Say it", [1]));
  expect(server.received[0].authorization).toBeUndefined();
});

test.each([
  [{}, "environment variable SOME_KEY is not set, expected the endpoint's key"],
  [{ SOME_KEY: "  " }, "environment variable SOME_KEY is not set, expected the endpoint's key"],
  [{ SOME_KEY: "short" }, "environment variable SOME_KEY is no key, expected 8 or more characters of ASCII"],
  [
    { SOME_KEY: "two words of it" },
    "environment variable SOME_KEY is no key, expected 8 or more characters of ASCII",
  ],
])("a missing or impossible key is refused by its variable's name", (environment, message) => {
  expect(() => chatEndpoint({ ...settings, environment })).toThrow(new RangeError(`endpointKey: ${message}`));
});

test("a key is not sent over an open connection, but to this machine", () => {
  const open = { ...settings, environment, address: "http://a.org/v1" };
  expect(() => chatEndpoint(open)).toThrow(
    new RangeError("endpointKey: address is http://a.org, expected https where a key is sent"),
  );
  for (const address of [
    "http://localhost:1/v1",
    "http://127.0.0.1/v1",
    "http://[::1]/v1",
    "https://a.org",
  ]) {
    expect(() => chatEndpoint({ ...open, address })).not.toThrow();
  }
});
