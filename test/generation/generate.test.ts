import { afterAll, describe, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import { generate } from "../../src/generation/generate";
import type { GenerationSettings } from "../../src/generation/generationSettings";
import type { Decoder } from "../../src/models/decoder";
import { decoderStates } from "../../src/models/decoder";
import { decoderBatch } from "../../src/models/decoderBatch";
import { tokenLogits } from "../../src/models/tokenLogits";
import { smallDecoder } from "../models/smallDecoders";

const decoder = smallDecoder("gemma3_text");
afterAll(() => disposeTree(decoder.params));

/** Lopsided: 1 to 11 tokens. */
const prompts = [
  [2, 9, 14, 5, 5, 11, 7, 19, 3, 16, 8],
  [4, 4],
  [10, 6, 13, 18, 1],
  [7],
  [2, 2, 2],
  [6, 15],
  [12, 0, 17, 9],
];
const settings: GenerationSettings = { maxTokens: 12, stopTokens: [], seed: 5 };

const tokensOf = (texts: { tokens: number[] }[]) => texts.map(({ tokens }) => tokens);

describe("a text does not depend on what is generated beside it", () => {
  test("alone, among seven and in batches of any size it has exactly the same tokens", async () => {
    const together = await generate(decoder, prompts, { ...settings, samples: 2 });
    expect(new Set(tokensOf(together).map(String)).size).toBe(14);
    for (const batchSize of [1, 3, 5]) {
      expect(tokensOf(await generate(decoder, prompts, { ...settings, samples: 2, batchSize }))).toEqual(
        tokensOf(together),
      );
    }
    const alone = await generate(decoder, [prompts[0]], settings);
    expect(alone[0].tokens).toEqual(together[0].tokens);
    const logProbs = Math.max(
      ...alone[0].logProbs.map((logProb, at) => Math.abs(logProb - together[0].logProbs[at])),
    );
    expect(logProbs).toBeLessThan(1e-5);
  });

  test("where texts end at different steps and others take their rows", async () => {
    const stopping = { ...settings, samples: 3, stopTokens: [3, 8, 13], maxTokens: 20 };
    const wide = await generate(decoder, prompts, { ...stopping, batchSize: 21 });
    const narrow = await generate(decoder, prompts, { ...stopping, batchSize: 4 });
    expect(tokensOf(narrow)).toEqual(tokensOf(wide));
    const lengths = new Set(wide.map(({ tokens }) => tokens.length));
    expect(lengths.size).toBeGreaterThan(5);
    expect(new Set(wide.map(({ finish }) => finish))).toEqual(new Set(["stop token", "length"]));
  });

  test("another seed gives other texts, the same seed the same", async () => {
    const [first] = await generate(decoder, [prompts[2]], settings);
    expect(await generate(decoder, [prompts[2]], settings)).toEqual([first]);
    const [other] = await generate(decoder, [prompts[2]], { ...settings, seed: 6 });
    expect(other.tokens).not.toEqual(first.tokens);
  });
});

/** The log-probability of each new token by a pass over the whole text. */
function scored({ config, params }: Decoder, prompt: number[], tokens: number[]): number[] {
  return tf.tidy(() => {
    const whole = [...prompt, ...tokens];
    const logits = tokenLogits(
      config,
      params,
      decoderStates(config, params, decoderBatch([whole], whole.length, 0)),
    );
    const [rows] = tf.logSoftmax(logits).arraySync() as number[][][];
    return tokens.map((token, at) => rows[prompt.length + at - 1][token]);
  });
}

test.each([
  "llama",
  "gemma3_text",
  "phi3",
  "qwen2",
  "qwen3",
] as const)("log-probabilities of %s are those of a pass over the whole text, past the window", async (family) => {
  const small = smallDecoder(family);
  const maxTokens = family === "phi3" ? 5 : 12;
  const texts = await generate(small, prompts, {
    ...settings,
    maxTokens,
    temperature: 1.3,
    topK: 9,
    topP: 0.9,
  });
  for (const { prompt, tokens, logProbs } of texts) {
    expect(tokens).toHaveLength(maxTokens);
    scored(small, prompts[prompt], tokens).forEach((logProb, at) => {
      expect(Math.abs(logProb - logProbs[at])).toBeLessThan(2e-5);
    });
  }
  disposeTree(small.params);
});

test("top-k of 1 and a nucleus of nothing take the likeliest token, as temperature 0 does", async () => {
  const greedy = tokensOf(await generate(decoder, prompts, { ...settings, temperature: 0 }));
  expect(tokensOf(await generate(decoder, prompts, { ...settings, topK: 1 }))).toEqual(greedy);
  expect(tokensOf(await generate(decoder, prompts, { ...settings, topP: 1e-6 }))).toEqual(greedy);
  expect(tokensOf(await generate(decoder, prompts, { ...settings, minP: 1 }))).toEqual(greedy);
});

test("a high repetition penalty leaves no greedy token that was there before", async () => {
  const [{ tokens }] = await generate(decoder, [[7, 12]], {
    ...settings,
    maxTokens: 8,
    temperature: 0,
    repetitionPenalty: 1e6,
  });
  expect(new Set([7, 12, ...tokens]).size).toBe(10);
});

test("the model's own stop tokens end a text; they are not among its tokens", async () => {
  const texts = await generate(decoder, prompts, { maxTokens: 20, samples: 4, seed: 1 });
  const stopped = texts.filter(({ finish }) => finish === "stop token");
  expect(stopped.length).toBeGreaterThan(0);
  expect(texts.flatMap(({ tokens }) => tokens).filter((token) => token === 3 || token === 1)).toEqual([]);
  for (const { tokens, logProbs, text } of texts) {
    expect(logProbs).toHaveLength(tokens.length);
    expect(text).toBe(decoder.tokenizer.decode(tokens));
  }
});

test("a stop text ends a text where it begins, though it lies across tokens", async () => {
  const [plain] = await generate(decoder, [prompts[4]], settings);
  const stop = plain.text.slice(5, 12);
  expect(stop).toHaveLength(7);
  const [cut] = await generate(decoder, [prompts[4]], { ...settings, stopTexts: ["not there", stop] });
  expect(cut).toMatchObject({ finish: "stop text", text: plain.text.slice(0, plain.text.indexOf(stop)) });
  expect(cut.tokens).toEqual(plain.tokens.slice(0, cut.tokens.length));
  expect(cut.logProbs).toEqual(plain.logProbs.slice(0, cut.tokens.length));
  expect(cut.text.startsWith(decoder.tokenizer.decode(cut.tokens))).toBe(true);
});

test("an adapter changes the texts, and one of scale 0 does not", async () => {
  const params = {
    "model.layers.0.self_attn.q_proj.lora_A.weight": tf.ones([2, 12]),
    "model.layers.0.self_attn.q_proj.lora_B.weight": tf.fill([16, 2], 0.7),
  };
  const texts = async (scale: number) =>
    tokensOf(await generate(decoder, prompts, { ...settings, adapter: { scale: tf.scalar(scale), params } }));
  const plain = tokensOf(await generate(decoder, prompts, settings));
  expect(await texts(0)).toEqual(plain);
  expect(await texts(1)).not.toEqual(plain);
});

describe("an interrupt", () => {
  test("keeps what is done and what is under way, and ends within a step", async () => {
    const stop = new AbortController();
    let steps = 0;
    const texts = await generate(decoder, prompts, {
      ...settings,
      batchSize: 3,
      signal: stop.signal,
      onProgress: ({ done }) => {
        steps++;
        if (done === 3 && steps === 14) stop.abort();
      },
    });
    expect(steps).toBe(14);
    const whole = tokensOf(await generate(decoder, prompts, settings));
    expect(texts.map(({ finish }) => finish).sort()).toEqual([
      ...new Array(4).fill("interrupted"),
      ...new Array(3).fill("length"),
    ]);
    texts.forEach(({ tokens }, at) => {
      expect(tokens).toEqual(whole[at].slice(0, tokens.length));
    });
    expect(texts.map(({ tokens }) => tokens.length).sort((a, b) => a - b)).toEqual([0, 2, 2, 2, 12, 12, 12]);
  });

  test("before the first step gives texts without tokens", async () => {
    const texts = await generate(decoder, [[4]], { ...settings, signal: AbortSignal.abort() });
    expect(texts).toEqual([
      { prompt: 0, sample: 0, tokens: [], text: "", logProbs: [], finish: "interrupted" },
    ]);
  });
});

test("progress counts tokens and texts up to the end", async () => {
  const seen: number[][] = [];
  await generate(decoder, [[4], [5, 6]], {
    ...settings,
    maxTokens: 3,
    samples: 2,
    batchSize: 3,
    onProgress: ({ tokens, done, total, tokensPerSecond }) => {
      expect(tokensPerSecond).toBeGreaterThan(0);
      seen.push([tokens, done, total]);
    },
  });
  expect(seen).toEqual([
    [3, 0, 4],
    [6, 0, 4],
    [9, 3, 4],
    [10, 3, 4],
    [11, 3, 4],
    [12, 4, 4],
  ]);
});

test("nothing is left behind, at the end, by an interrupt or by an error", async () => {
  const run = (more: Partial<GenerationSettings>) => () =>
    generate(decoder, prompts, { ...settings, ...more, samples: 2, batchSize: 5 }).catch(() => {});
  const stop = new AbortController();
  expect(await tensorsLeft(run({ repetitionPenalty: 1.1, topP: 0.8 }))).toBe(0);
  expect(await tensorsLeft(run({ signal: stop.signal, onProgress: () => stop.abort() }))).toBe(0);
  const fail = () => {
    throw new Error("stop");
  };
  expect(await tensorsLeft(run({ onProgress: fail }))).toBe(0);
});

test("no prompts give no texts", async () => {
  expect(await generate(decoder, [], settings)).toEqual([]);
});
