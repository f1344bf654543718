/** @file What is sent to a server, what its answer becomes, and what it may cost. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { costOf, tokensOf } from "../../../src/generation/endpoint/budget";
import { chatEndpoint } from "../../../src/generation/endpoint/chatEndpoint";
import { completionsEndpoint } from "../../../src/generation/endpoint/completionsEndpoint";
import type { EndpointSettings } from "../../../src/generation/endpoint/endpointSettings";
import { pacer } from "../../../src/generation/endpoint/pacer";
import { readChatAnswer } from "../../../src/generation/endpoint/readAnswer";
import { readTexts, writeTexts } from "../../../src/generation/writeTexts";
import { stream } from "../../../src/random/stream";
import { promptOf, requestsOf } from "../requests";
import { fakeClock, steppedClock } from "./fakeClock";
import { type FaultyServer, faultyServer } from "./faultyServer";

let server: FaultyServer;
afterEach(() => server?.close());

const clock = fakeClock();
const base = { model: "small", maxTokens: 16, clock, random: stream(3, "waits") };
const requests = requestsOf("Say it", [1, 2, 3, 4, 5]);
const one = { prompt: promptOf("Say it", "Be brief."), label: "a", seed: 42 };

async function chat(settings: Partial<EndpointSettings> = {}, delay = 0) {
  server = await faultyServer(() => "answer", delay);
  return chatEndpoint({ ...base, address: server.address, ...settings });
}

test("a chat gets messages, and its answer's text, tokens and log-probability are kept", async () => {
  const generator = await chat({
    temperature: 0.7,
    topP: 0.9,
    stopTexts: ["\n"],
    logProbs: true,
    fields: { top_k: 5 },
  });
  const [text] = await writeTexts(generator, [one]);
  expect(server.received).toEqual([
    {
      path: "/v1/chat/completions",
      authorization: undefined,
      body: {
        model: "small",
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Say it" },
        ],
        logprobs: true,
        max_tokens: 16,
        seed: 42,
        stream: false,
        temperature: 0.7,
        top_p: 0.9,
        stop: ["\n"],
        top_k: 5,
      },
    },
  ]);
  expect(text).toMatchObject({
    text: "Be brief.|Say it -> 42",
    finish: "end",
    logProb: -0.75,
    tokens: 2,
    promptTokens: 7,
    model: "small",
    sampling: {
      interface: "chat",
      maxTokens: 16,
      temperature: 0.7,
      topP: 0.9,
      stopTexts: ["\n"],
      fields: { top_k: 5 },
    },
  });
});

test("completions get the prompt as one text, what is not set is left to the server", async () => {
  server = await faultyServer(() => "answer");
  const generator = completionsEndpoint({ ...base, address: `${server.address}/`, logProbs: true });
  const [text] = await writeTexts(generator, [one]);
  expect(server.received[0].path).toBe("/v1/completions");
  expect(server.received[0].body).toEqual({
    model: "small",
    prompt: "Be brief.\n\nSay it",
    logprobs: 1,
    max_tokens: 16,
    seed: 42,
    stream: false,
  });
  expect(text).toMatchObject({ text: "Be brief.\n\nSay it -> 42", finish: "length", logProb: -0.75 });
});

test("newer models get their most tokens by the newer name", async () => {
  const generator = await chat({ maxTokensField: "max_completion_tokens" });
  await writeTexts(generator, [one]);
  expect(server.received[0].body).toMatchObject({ max_completion_tokens: 16 });
  expect(server.received[0].body).not.toHaveProperty("max_tokens");
});

test.each([
  [{ message: { content: null, refusal: "I will not." }, finish_reason: "stop" }, "I will not.", "refused"],
  [{ message: { content: null }, finish_reason: "content_filter" }, "", "refused"],
  [{ message: { content: "a", refusal: null }, finish_reason: "length" }, "a", "length"],
  [{ message: { content: "a" }, finish_reason: null }, "a", "unknown"],
])("the choice %j is read", (choice, text, finish) => {
  expect(readChatAnswer({ choices: [choice] })).toEqual({ text, finish });
});

test.each([
  null,
  [],
  "text",
  { choices: {} },
  { choices: [{}] },
  { choices: [{ message: { content: 3 } }] },
])("the answer %j is malformed", (answer) => {
  expect(() => readChatAnswer(answer)).toThrow(/^the answer lacks /);
});

test("as many requests are under way as wanted, and no more", async () => {
  const many = requestsOf(
    "Say it",
    Array.from({ length: 12 }, (_, at) => at),
  );
  await writeTexts(await chat({ concurrency: 3 }, 20), many);
  expect(server.mostAtOnce).toBe(3);
});

test("requests leave evenly apart where their rate is limited", async () => {
  const times: number[] = [];
  const own = fakeClock();
  server = await faultyServer(() => {
    times.push(own.now());
    return "answer";
  });
  const generator = chatEndpoint({
    ...base,
    address: server.address,
    clock: own,
    requestsPerMinute: 30,
    concurrency: 1,
  });
  await writeTexts(generator, requests);
  expect(times).toEqual([0, 2000, 4000, 6000, 8000]);
});

test("a budget in tokens is never exceeded, and says what is spent", async () => {
  // Each text is charged 9 tokens and may take 16 and, at one a byte, 65 of its prompt: after three there is no room.
  const generator = await chat({ budget: { tokens: 110, spent: { promptTokens: 10, tokens: 0 } } });
  await expect(writeTexts(generator, requests)).rejects.toThrow(
    new Error(
      "endpoint: the budget is used up: 37 of 110 tokens are spent and the next text may take 81 tokens",
    ),
  );
  expect(generator.traffic()).toMatchObject({ answered: 3, spent: { promptTokens: 31, tokens: 6 } });
});

test("a budget goes on where the ledger of an earlier run stands", async () => {
  const ledger = join(mkdtempSync(join(tmpdir(), "budget-")), "texts.jsonl");
  await writeTexts(await chat(), requests.slice(0, 3), { ledger });
  await server.close();
  const spent = tokensOf(readTexts(ledger).records.values());
  expect(spent).toEqual({ promptTokens: 21, tokens: 6 });
  const generator = await chat({ budget: { tokens: 100, spent } });
  await expect(writeTexts(generator, requests, { ledger })).rejects.toThrow(
    "the budget is used up: 27 of 100 tokens",
  );
  expect(generator.traffic().sent).toBe(0);
  rmSync(dirname(ledger), { recursive: true });
});

test("one that has just enough room for the last text lets it through", async () => {
  const probe = await chat({ budget: { tokens: 1 } });
  const most = await writeTexts(probe, requests).catch((error: Error) =>
    Number(/take (\d+) tokens/.exec(error.message)![1]),
  );
  await server.close();
  const generator = await chat({ budget: { tokens: (most as number) + 4 * 9 } });
  expect((await writeTexts(generator, requests)).length).toBe(5);
  await server.close();
  const narrow = await chat({ budget: { tokens: (most as number) + 4 * 9 - 1 } });
  await expect(writeTexts(narrow, requests)).rejects.toThrow("endpoint: the budget is used up: 36 of");
});

test("a budget in money counts prompts and texts at their prices", async () => {
  const price = { prompt: 2, text: 10 };
  expect(costOf({ promptTokens: 500_000, tokens: 100_000 }, price)).toBe(2);
  const generator = await chat({ budget: { money: 0.00035, price } });
  await expect(writeTexts(generator, requests)).rejects.toThrow(/, 0\.000068 of 0\.00035 in money are spent/);
  const { spent, answered } = generator.traffic();
  expect(answered).toBe(2);
  expect(spent.money).toBeCloseTo((2 * (7 * 2 + 2 * 10)) / 1e6, 12);
});

test("attempts that the server may have charged count with the most, refused ones with nothing", async () => {
  server = await faultyServer((before) => (["500", "429", "malformed JSON", "answer"] as const)[before]);
  const generator = chatEndpoint({ ...base, address: server.address, budget: { tokens: 1000 } });
  await writeTexts(generator, [one]);
  const { promptTokens, tokens } = generator.traffic().spent;
  expect(tokens).toBe(2 + 16);
  expect(promptTokens).toBeGreaterThan(7 + 20);
});

test("attempts are repeated only as long as the budget has room", async () => {
  server = await faultyServer(() => "malformed JSON");
  const generator = chatEndpoint({ ...base, address: server.address, budget: { tokens: 400 }, attempts: 20 });
  await expect(writeTexts(generator, [one])).rejects.toThrow("endpoint: the budget is used up: ");
  const { sent, spent } = generator.traffic();
  expect(sent).toBe(server.received.length);
  expect(sent).toBe(Math.floor(400 / ((spent.promptTokens + spent.tokens) / sent)));
  expect(spent.promptTokens + spent.tokens).toBeLessThanOrEqual(400);
});

test("a pace holds while a later hold begins", async () => {
  const stepped = steppedClock();
  const pace = pacer(60, stepped);
  const left: string[] = [];
  for (const name of ["first", "second", "third"]) void pace.turn().then(() => left.push(name));
  await stepped.step(0);
  expect(left).toEqual(["first"]);
  pace.holdUntil(5000);
  await stepped.step(2500);
  expect(left).toEqual(["first"]);
  await stepped.step(2500);
  expect(left).toEqual(["first", "second", "third"]);
});

const refusals: [Partial<EndpointSettings>, string][] = [
  [{ maxTokens: 0 }, "endpoint: maxTokens is 0, expected a whole number above 0"],
  [{ concurrency: 1.5 }, "endpoint: concurrency is 1.5, expected a whole number above 0"],
  [{ attempts: 0 }, "endpoint: attempts is 0, expected a whole number above 0"],
  [{ requestsPerMinute: 0 }, "endpoint: requestsPerMinute is 0, expected a number above 0"],
  [{ timeout: 300_001 }, "endpoint: timeout is 300001, expected a number in (0, 300000]"],
  [{ pause: -1 }, "endpoint: pause is -1, expected a finite number from 0"],
  [{ fields: { stream: true } }, "endpoint: fields is stream, expected names that no other setting has"],
  [{ budget: { tokens: 0 } }, "budget: tokens is 0, expected a number above 0"],
  [{ budget: { money: 1 } }, "budget: price is missing, expected one where money is limited"],
  [
    { budget: { price: { prompt: -1, text: 1 } } },
    "budget: price of prompt is -1, expected a finite number from 0",
  ],
  ...["nowhere", "ftp://a/v1", "https://user:secret@a.org/v1", "https://a.org/v1?key=secret"].map(
    (address): [Partial<EndpointSettings>, string] => [
      { address },
      "endpoint: address is not one, expected https://host/path without user, password or query",
    ],
  ),
];

test.each(refusals)("%j is refused", (settings, message) => {
  expect(() => chatEndpoint({ ...base, address: "https://a.org/v1", ...settings })).toThrow(
    new RangeError(message),
  );
});
