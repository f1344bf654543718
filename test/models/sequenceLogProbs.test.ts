import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { disposeTree } from "../../src/engine/tensorTree";
import { loadDecoder } from "../../src/models/loadDecoder";
import { mergeAdapter } from "../../src/models/mergeAdapter";
import { readAdapter } from "../../src/models/readAdapter";
import { meanLogProb, sequenceLogProbs, sumLogProb } from "../../src/models/sequenceLogProbs";
import { adapterFolder, expectRows, golden, tinyNames } from "./adapterGolden";
import { gemmaFolder, noGemma, tinyFolder } from "./decoderGolden";

const { completions } = golden;

test.each(
  tinyNames,
)("log-probabilities by token are transformers' for %s, whatever the batch", async (name) => {
  const decoder = loadDecoder(tinyFolder(name));
  for (const batchSize of [1, 2, 5, 16]) {
    const scored = await sequenceLogProbs(decoder, completions, { batchSize });
    expectRows(scored, golden.tiny[name].logProbs, 1e-4);
  }
  disposeTree(decoder.params);
});

test.each(
  tinyNames,
)("an adapter of peft gives peft's log-probabilities for %s, beside the weights and in them", async (name) => {
  const decoder = loadDecoder(tinyFolder(name));
  const { adapter } = readAdapter(adapterFolder(name), decoder.config);
  const beside = await sequenceLogProbs({ ...decoder, adapter }, completions);
  expectRows(beside, golden.tiny[name].adaptedLogProbs, 1e-4);
  const merged = mergeAdapter(decoder.params, adapter);
  expectRows(await sequenceLogProbs({ ...decoder, params: merged }, completions), beside, 1e-4);
  // An adapter that did nothing would pass everything above.
  expect(() => expectRows(beside, golden.tiny[name].logProbs, 0.05)).toThrow();
  disposeTree([decoder.params, adapter, merged]);
});

test("scoring leaves no tensor behind", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  expect(await tensorsLeft(() => sequenceLogProbs(decoder, completions, { batchSize: 2 }))).toBe(0);
});

test("progress counts completions, and an aborted signal ends the pass with its reason", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  const counts: number[] = [];
  const stopping = new AbortController();
  const pass = sequenceLogProbs(decoder, completions, {
    batchSize: 2,
    signal: stopping.signal,
    onProgress(done) {
      counts.push(done);
      if (done === 4) stopping.abort(new Error("enough"));
    },
  });
  await expect(pass).rejects.toThrow("enough");
  expect(counts).toEqual([2, 4]);
});

test("no completions have no log-probabilities", async () => {
  expect(await sequenceLogProbs(loadDecoder(tinyFolder("llama")), [])).toEqual([]);
});

test("a text longer than the decoder can take is refused", async () => {
  const long = [{ prompt: [2], completion: new Array(65).fill(5) }];
  await expect(sequenceLogProbs(loadDecoder(tinyFolder("llama")), long)).rejects.toThrow(
    new RangeError("bucketLength: length is 65, expected a whole number from 1 to 64"),
  );
});

test("sum and mean of log-probabilities, by hand", () => {
  expect(sumLogProb([-1, -2, -6])).toBe(-9);
  expect(meanLogProb([-1, -2, -6])).toBe(-3);
  expect(() => meanLogProb([])).toThrow(
    new RangeError("meanLogProb: tokens is empty, expected at least one"),
  );
});

test.skipIf(noGemma)(
  `log-probabilities by token are transformers' for Gemma 3 270M ${noGemma ?? ""}`,
  async () => {
    const decoder = loadDecoder(gemmaFolder);
    const { completions, logProbs } = golden["gemma-3-270m"];
    expectRows(await sequenceLogProbs(decoder, completions), logProbs, 1e-4);
    disposeTree(decoder.params);
  },
  60_000,
);
