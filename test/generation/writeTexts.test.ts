import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Generator, TextRequest, WrittenText } from "../../src/generation/generator";
import { promptHash, textKey } from "../../src/generation/textRecord";
import { readTexts, writeTexts } from "../../src/generation/writeTexts";
import { promptOf, requestsOf } from "./requests";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "texts-"));
  file = join(folder, "deep", "texts.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Told extends Generator {
  /** Seeds that were asked for, in order. */
  readonly asked: number[];
}

/** Says its seed; fails before the text at `failsAt`. */
function echo(settings: { failsAt?: number; model?: string; temperature?: number } = {}): Told {
  const { failsAt = Infinity, model = "echo", temperature = 1 } = settings;
  const asked: number[] = [];
  return {
    model,
    sampling: { temperature },
    asked,
    async write(requests, onText) {
      // From the last to the first: texts arrive in any order.
      for (let at = requests.length - 1; at >= 0; at--) {
        if (asked.length >= failsAt) throw new Error("echo: out of breath");
        asked.push(requests[at].seed);
        onText(at, { text: `"${requests[at].seed}"\n`, finish: "end", logProb: -1.5, tokens: 3 });
      }
    },
  };
}

const requests = requestsOf("Say it", [5, 6, 7, 9]);

test("texts come in the order of the requests, with everything about them, and are on the disk so", async () => {
  const texts = await writeTexts(echo(), requests, { ledger: file, now: () => 0 });
  expect(texts.map(({ text }) => text)).toEqual(['"5"\n', '"6"\n', '"7"\n', '"9"\n']);
  expect(texts[1]).toEqual({
    key: textKey(echo(), requests[1]),
    label: "label 0",
    promptHash: promptHash(promptOf("Say it")),
    model: "echo",
    sampling: { temperature: 1 },
    seed: 6,
    text: '"6"\n',
    finish: "end",
    logProb: -1.5,
    tokens: 3,
    time: "1970-01-01T00:00:00.000Z",
  });
  expect([...readTexts(file).records.values()]).toEqual([...texts].reverse());
});

test("a request that the ledger answers is not asked again, whoever asks, and the file stays as it is", async () => {
  const first = await writeTexts(echo(), requests.slice(0, 2), { ledger: file });
  const generator = echo();
  const progress: string[] = [];
  const onProgress = ({ done, total, kept }: Record<"done" | "total" | "kept", number>) =>
    progress.push(`${done}/${total}, ${kept} kept`);
  const all = await writeTexts(generator, requests, { ledger: file, onProgress });
  expect(generator.asked).toEqual([9, 7]);
  expect(all.slice(0, 2)).toEqual(first);
  expect(progress).toEqual(["2/4, 2 kept", "3/4, 2 kept", "4/4, 2 kept"]);
  const before = readFileSync(file);
  const again = echo();
  expect(await writeTexts(again, requests, { ledger: file })).toEqual(all);
  expect(again.asked).toEqual([]);
  expect(readFileSync(file)).toEqual(before);
});

test("another model, setting, prompt, label or seed is another request; another template's name is not", () => {
  const [request] = requests;
  const key = textKey(echo(), request);
  const others: [Generator, TextRequest][] = [
    [echo({ model: "other" }), request],
    [echo({ temperature: 0.5 }), request],
    [echo(), { ...request, prompt: promptOf("Say it ") }],
    [echo(), { ...request, prompt: promptOf("it", "Say") }],
    [echo(), { ...request, label: "label 0" }],
    [echo(), { ...request, seed: 4 }],
  ];
  const keys = others.map(([generator, asked]) => textKey(generator, asked));
  expect(new Set([key, ...keys]).size).toBe(7);
  expect(textKey(echo(), { ...request, prompt: { ...request.prompt, template: "renamed" } })).toBe(key);
});

test("what had arrived when a generator failed is kept, and the next run asks for the rest alone", async () => {
  await expect(writeTexts(echo({ failsAt: 3 }), requests, { ledger: file })).rejects.toThrow(
    new Error("echo: out of breath"),
  );
  expect(readTexts(file).records.size).toBe(3);
  const generator = echo();
  expect((await writeTexts(generator, requests, { ledger: file })).map(({ seed }) => seed)).toEqual([
    5, 6, 7, 9,
  ]);
  expect(generator.asked).toEqual([5]);
});

test("a file cut at any byte costs the torn text alone, which is asked for again", async () => {
  const whole = await writeTexts(echo(), requests.slice(0, 2), { ledger: file, now: () => 0 });
  const bytes = readFileSync(file);
  const lineEnd = bytes.indexOf("\n") + 1;
  for (let length = 0; length <= bytes.length; length += 7) {
    writeFileSync(file, bytes.subarray(0, length));
    const generator = echo();
    expect(await writeTexts(generator, requests.slice(0, 2), { ledger: file, now: () => 0 })).toEqual(whole);
    expect(generator.asked).toEqual(length < lineEnd ? [6, 5] : [5]);
    expect(readTexts(file).tornLines).toBe(0);
  }
});

test("an aborted signal stops before anything is asked", async () => {
  const generator = echo();
  const reason = new Error("enough");
  await expect(writeTexts(generator, requests, { signal: AbortSignal.abort(reason) })).rejects.toThrow(
    reason,
  );
  expect(generator.asked).toEqual([]);
});

test("the same request twice in a list is refused", async () => {
  await expect(writeTexts(echo(), [...requests, requests[1]])).rejects.toThrow(
    new RangeError("writeTexts: request 4 is the same as request 1, expected another prompt, label or seed"),
  );
});

test("a generator that leaves texts out or hands one over twice is refused", async () => {
  const text: WrittenText = { text: "", finish: "end" };
  const silent: Generator = { model: "silent", sampling: {}, write: async (_, onText) => onText(0, text) };
  await expect(writeTexts(silent, requests)).rejects.toThrow(
    new Error("writeTexts: silent wrote 1 texts, expected 4"),
  );
  const twice: Generator = {
    ...silent,
    write: async (_, onText) => {
      onText(2, text);
      onText(2, text);
    },
  };
  await expect(writeTexts(twice, requests, { ledger: file })).rejects.toThrow(
    new Error("writeTexts: silent wrote text 2 twice, expected once"),
  );
  expect(readTexts(file).records.size).toBe(1);
});

test("a ledger changed by hand is refused with its line", async () => {
  await writeTexts(echo(), requests, { ledger: file });
  appendFileSync(file, '{"key":"0"}\n');
  await expect(writeTexts(echo(), requests, { ledger: file })).rejects.toThrow(
    new TypeError(`readLedger: line 5 of ${file}: text is undefined, expected a text`),
  );
  const changed = readFileSync(file, "utf8").split("\n")[0].replace('"seed":9', '"seed":8');
  writeFileSync(file, `${changed}\n`);
  const key = textKey(echo(), requests[3]);
  expect(() => readTexts(file)).toThrow(`readLedger: line 1 of ${file}: key is ${key}, expected `);
});
