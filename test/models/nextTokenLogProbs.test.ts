/** @file The next token's log-probabilities against those of completions of one token. */
import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { loadDecoder } from "../../src/models/loadDecoder";
import { nextTokenLogProbs } from "../../src/models/nextTokenLogProbs";
import { sequenceLogProbs } from "../../src/models/sequenceLogProbs";
import { tinyNames } from "./adapterGolden";
import { tinyFolder } from "./decoderGolden";

const prompts = [
  [2, 9, 14, 5, 5, 11, 7, 3, 3, 6, 8],
  [4],
  [10, 6, 13],
  [2, 9, 14, 5, 5, 11, 7, 3, 3, 6, 9, 1],
];
const tokens = [5, 0, 11];

test.each(
  tinyNames,
)("one reading of a prompt gives what a completion for each token gives, for %s and whatever the batch", async (name) => {
  const decoder = loadDecoder(tinyFolder(name));
  const each = prompts.flatMap((prompt) => tokens.map((token) => ({ prompt, completion: [token] })));
  const slow = (await sequenceLogProbs(decoder, each)).map(([only]) => only);
  for (const batchSize of [1, 3, 8]) {
    const fast = await nextTokenLogProbs(decoder, prompts, tokens, { batchSize });
    expect(fast.map(({ length }) => length)).toEqual([3, 3, 3, 3]);
    fast
      .flatMap((row) => [...row])
      .forEach((value, at) => {
        expect(value).toBeCloseTo(slow[at], 4);
      });
  }
});

test("the whole vocabulary has the probability 1", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  const all = Array.from({ length: decoder.config.vocabularySize }, (_, token) => token);
  for (const row of await nextTokenLogProbs(decoder, prompts, all)) {
    expect(row.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 4);
  }
});

test("reading leaves no tensor behind, also where it is stopped, and no prompts have no numbers", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  expect(await tensorsLeft(() => nextTokenLogProbs(decoder, prompts, tokens, { batchSize: 2 }))).toBe(0);
  const signal = AbortSignal.abort(new Error("enough"));
  const stopped = async () => {
    await expect(nextTokenLogProbs(decoder, prompts, tokens, { signal })).rejects.toThrow("enough");
  };
  expect(await tensorsLeft(stopped)).toBe(0);
  expect(await nextTokenLogProbs(decoder, [], tokens)).toEqual([]);
});

test("a token that is none, and none at all, are refused", async () => {
  const decoder = loadDecoder(tinyFolder("llama"));
  const last = decoder.config.vocabularySize - 1;
  await expect(nextTokenLogProbs(decoder, prompts, [1, last + 1])).rejects.toThrow(
    new RangeError(`nextTokenLogProbs: tokens are 1, ${last + 1}, expected one or more from 0 to ${last}`),
  );
  await expect(nextTokenLogProbs(decoder, prompts, [])).rejects.toThrow(
    new RangeError(`nextTokenLogProbs: tokens are none, expected one or more from 0 to ${last}`),
  );
});
