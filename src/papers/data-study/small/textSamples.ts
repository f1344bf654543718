/** @file A few of the written texts, fit to be shown: none that stands in the data. */
import { existsSync, readFileSync } from "node:fs";
import type { Dataset, Example } from "../../../data/dataset";
import { copiedShare } from "../../../evaluation/copiedShare";
import type { PromptMethodName } from "../../../text/prompts/promptMethods";
import { wordsOf } from "../../../text/wordsOf";
import { writeWhole } from "../../../text/writeWhole";
import type { WrittenSet } from "./writtenSet";

/** A written text with what it was asked by; of demonstrations their number only. */
export interface TextSample extends Example {
  data: string;
  method: PromptMethodName;
  seed: number;
  topic?: string;
  demonstrations: number;
}

/** A run of so many words is no chance. */
const runLength = 8;

/** The first example of each label in each set that shares no run of eight words with the data, and is none of it. */
export function textSamples(dataset: Dataset, sets: readonly WrittenSet[], seed: number): TextSample[] {
  const texts = [...dataset.train, ...dataset.validation, ...dataset.test].flatMap(partsOf).map(wordsOf);
  const known = new Set(texts.map((words) => words.join(" ")));
  const isNew = (text: string) => {
    const words = wordsOf(text);
    return !known.has(words.join(" ")) && copiedShare(words, texts, runLength) === 0;
  };
  return sets.flatMap(({ method, written }) =>
    dataset.labels.flatMap((label) => {
      const found = written.find(
        ({ asked, example }) => asked.label === label && example && partsOf(example).every(isNew),
      );
      if (!found) return [];
      const { topic, demonstrations } = found.asked;
      const asked = { ...(topic !== undefined && { topic }), demonstrations: demonstrations.length };
      return { data: dataset.name, method, seed, ...asked, ...found.example! };
    }),
  );
}

/** The file of a ledger's samples, beside it. */
export function samplesFile(ledger: string): string {
  return ledger.replace(/(\.jsonl)?$/, ".samples.jsonl");
}

export function writeTextSamples(file: string, samples: readonly TextSample[]): void {
  writeWhole(file, samples.map((sample) => `${JSON.stringify(sample)}\n`).join(""));
}

/** @throws RangeError if the file is missing */
export function readTextSamples(file: string): TextSample[] {
  if (!existsSync(file)) {
    throw new RangeError(`readTextSamples: file is ${file}, expected one that is there`);
  }
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as TextSample);
}

function partsOf({ text, textPair }: Example): string[] {
  return textPair === undefined ? [text] : [text, textPair];
}
