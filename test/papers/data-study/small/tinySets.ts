/** @file The study at scale `small` at its smallest: random models under the real ones' names, rows written here. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Example } from "../../../../src/data/dataset";
import { llamaConfig } from "../../../../src/models/decoderConfig";
import { bertConfig } from "../../../../src/models/encoderConfig";
import { initDecoder } from "../../../../src/models/initDecoder";
import { initEncoder } from "../../../../src/models/initEncoder";
import { saveDecoder } from "../../../../src/models/saveDecoder";
import { saveEncoder } from "../../../../src/models/saveEncoder";
import { smallStudySettings } from "../../../../src/papers/data-study/small/settings";
import { smallEncoder } from "../../../../src/papers/dimp/settings";
import { smallGenerator } from "../../../../src/papers/u-dpo/generationSettings";
import { stream } from "../../../../src/random/stream";
import { wordByteTokenizer } from "../../../../src/text/wordByteTokenizer";
import { wordTokenizer } from "../../../../src/text/wordTokenizer";

export const tinySettings = {
  ...smallStudySettings,
  raw: 24,
  test: 10,
  synthetic: 12,
  ownTexts: 6,
  measured: 6,
  topicLists: 12,
  tokens: { text: 16, first: 16, second: 12, shown: 10, topics: 12, read: 16 },
  classifier: {
    maxTokens: 24,
    frozenLayers: 1,
    rowsSeen: 48,
    schedule: { batchSize: 16, learningRate: 0.01 },
  },
};

const things =
  "plot cast score camera ending joke scene story actor hero town river storm harbour bridge law".split(" ");
const praise = "bright warm clever moving fresh lively honest tender".split(" ");
const blame = "dull cold clumsy empty stale lifeless false tired".split(" ");

/** Reviews, and pairs that tell and ask of a thing: as many rows of each as asked for, labels in unequal shares. */
const makers: Readonly<Record<string, (at: number) => Example>> = {
  sst2(at) {
    const label = at % 3 === 0 ? "negative" : "positive";
    const words = label === "positive" ? praise : blame;
    const [one, other] = [words[at % 8], words[(at * 5 + 1) % 8]];
    return {
      text: `the ${things[at % 16]} is ${one} , and the ${things[(at * 7) % 16]} ${other} ${at}`,
      label,
    };
  },
  rte(at) {
    const label = at % 3 === 0 ? "not_entailment" : "entailment";
    const [thing, word] = [things[at % 16], praise[(at * 3) % 8]];
    const said = label === "entailment" ? word : blame[(at * 3) % 8];
    return {
      text: `In year ${at} the ${thing} was ${word} .`,
      textPair: `The ${thing} was ${said} .`,
      label,
    };
  },
};

export function tinyRows(name: string, from: number, to: number): Example[] {
  return Array.from({ length: to - from }, (_, at) => makers[name](from + at));
}

/** Writes random models, and each set as a folder of its name; SYNTHCLASS_MODELS is to name the first. */
export function writeTinySets(models: string, folder: string): void {
  for (const name of Object.keys(makers)) {
    mkdirSync(join(folder, name), { recursive: true });
    const write = (split: string, rows: readonly Example[]) =>
      writeFileSync(
        join(folder, name, `${split}.jsonl`),
        rows.map((row) => `${JSON.stringify(row)}\n`).join(""),
      );
    // Fewer training rows than a run of pairs needs: the rest is of the rows held out.
    write("train", tinyRows(name, 0, name === "rte" ? 18 : 40));
    write("validation", tinyRows(name, 40, 70));
  }
  const texts = Object.keys(makers).flatMap((name) =>
    tinyRows(name, 0, 70).map(({ text, textPair = "" }) => `${text} ${textPair}`),
  );
  // More words than the 256 bytes, so that what a random model writes is mostly words.
  const more = Array.from(
    { length: 1500 },
    (_, at) => `re${things[at % 16]}${praise[(at >> 4) % 8]}${blame[at >> 8]}`,
  );
  const tokenizer = wordByteTokenizer([...texts, ...more], { limit: 2000 });
  const config = llamaConfig({ vocabularySize: tokenizer.size, hiddenSize: 16, layers: 1, heads: 2 });
  saveDecoder(join(models, smallGenerator), {
    config,
    params: initDecoder(config, stream(1, "decoder")),
    tokenizer,
    // A random model never ends a text: let one token in twelve do so.
    generation: {
      stopTokens: Array.from({ length: Math.ceil(tokenizer.size / 12) }, (_, at) => 12 * at + 2),
    },
  });
  const words = wordTokenizer(texts, { limit: 300 });
  const encoder = bertConfig({
    vocabularySize: words.size,
    hiddenSize: 8,
    layers: 2,
    heads: 2,
    maxPositions: 32,
  });
  saveEncoder(join(models, smallEncoder), {
    config: encoder,
    params: initEncoder(encoder, stream(1, "encoder")),
    tokenizer: words,
  });
}
