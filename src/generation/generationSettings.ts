/** @file What can be set about generation, and what is refused. */
import { isDeepStrictEqual } from "node:util";
import type { Adapter } from "../models/adapter";
import type { Decoder } from "../models/decoder";
import { longestContext } from "../models/decoderConfig";
import type { GenerationRecordings } from "./generationRecordings";
import type { Generated } from "./runningSample";

/** How texts are sampled. `{ ...decoder.generation, maxTokens, seed }` samples as the model's authors do. */
export interface GenerationSettings {
  /** Texts for each prompt; default 1. */
  samples?: number;
  /** Most new tokens of a text. */
  maxTokens: number;
  /** Logits are divided by it; 0 takes the likeliest token; default 1. */
  temperature?: number;
  /** How many of the likeliest tokens remain; default all. */
  topK?: number;
  /** The probability of the nucleus that remains, in (0, 1]; default 1. */
  topP?: number;
  /** The least probability that remains, as a share of the likeliest token's, in [0, 1]; default 0. */
  minP?: number;
  /** Divides the logits of tokens that were there before, those of the prompt included; default 1. */
  repetitionPenalty?: number;
  /** Tokens that end a text; default: as the model's folder says. */
  stopTokens?: readonly number[];
  /** Texts that end a text, wherever tokens end. */
  stopTexts?: readonly string[];
  /**
   * Each text's chance comes from this seed and its prompt's and sample's numbers, whatever is computed beside it. With
   * a seed for each prompt, from that seed and the sample's number, wherever the prompt stands in the list.
   */
  seed: number | readonly number[];
  /** Texts at a time; default 32. */
  batchSize?: number;
  adapter?: Adapter;
  /** From `generationRecordings` of the decoder's configuration, where calls are to share graphs. */
  recordings?: GenerationRecordings;
  /** Ends generation after the step under way; what there is then is returned. */
  signal?: AbortSignal;
  /** Called with each text that is done, as soon as it is. */
  onText?: (text: Generated) => void;
  /** Called after each step. */
  onProgress?: (progress: GenerationProgress) => void;
}

export interface GenerationProgress {
  /** New tokens so far, those that end texts included. */
  tokens: number;
  tokensPerSecond: number;
  /** Texts that are done, of how many. */
  done: number;
  total: number;
}

/** Settings with every default in its place. */
export type CompleteSettings = Required<Omit<GenerationSettings, Optional>> &
  Pick<GenerationSettings, Optional>;

type Optional = "adapter" | "recordings" | "signal" | "onText" | "onProgress";

/**
 * The settings with their defaults.
 *
 * @throws RangeError if a setting is outside of its range, a prompt is empty, has a number that is no token, or
 *   leaves no room for `maxTokens`; TypeError if a stop text is not a string
 */
export function completeSettings(
  decoder: Decoder,
  prompts: readonly (readonly number[])[],
  settings: GenerationSettings,
): CompleteSettings {
  const { vocabularySize } = decoder.config;
  const complete: CompleteSettings = {
    ...settings,
    samples: settings.samples ?? 1,
    temperature: settings.temperature ?? 1,
    topK: settings.topK ?? vocabularySize,
    topP: settings.topP ?? 1,
    minP: settings.minP ?? 0,
    repetitionPenalty: settings.repetitionPenalty ?? 1,
    stopTokens: settings.stopTokens ?? decoder.generation.stopTokens,
    stopTexts: settings.stopTexts ?? [],
    batchSize: settings.batchSize ?? 32,
  };
  expectRanges(complete);
  expectSeeds(complete.seed, prompts.length);
  expectSameArchitecture(decoder, complete.recordings);
  expectTokens("stopTokens", complete.stopTokens, vocabularySize);
  complete.stopTexts.forEach(expectStopText);
  prompts.forEach((prompt, at) => {
    expectTokens(`prompt ${at}`, prompt, vocabularySize);
    expectRoom(prompt.length, at, complete.maxTokens, longestContext(decoder.config));
  });
  return complete;
}

function expectRanges(settings: CompleteSettings): void {
  for (const name of ["samples", "maxTokens", "topK", "batchSize"] as const) {
    expect(name, settings[name], isCount(settings[name]), "a whole number above 0");
  }
  const { temperature, topP, minP, repetitionPenalty } = settings;
  expect("temperature", temperature, temperature >= 0 && temperature < Infinity, "a finite number from 0");
  expect("topP", topP, topP > 0 && topP <= 1, "a number in (0, 1]");
  expect("minP", minP, minP >= 0 && minP <= 1, "a number in [0, 1]");
  const isPenalty = repetitionPenalty > 0 && repetitionPenalty < Infinity;
  expect("repetitionPenalty", repetitionPenalty, isPenalty, "a finite number above 0");
}

function expectSeeds(seed: number | readonly number[], prompts: number): void {
  const seeds = typeof seed === "number" ? [seed] : seed;
  if (typeof seed !== "number") {
    expect("the number of seeds", seed.length, seed.length === prompts, `${prompts}, one for each prompt`);
  }
  for (const one of seeds) {
    expect("seed", one, Number.isSafeInteger(one) && one >= 0, "a whole number from 0 to 2^53 - 1");
  }
}

function expectTokens(name: string, ids: readonly number[], vocabularySize: number): void {
  ids.forEach((id, at) => {
    const isToken = Number.isInteger(id) && id >= 0 && id < vocabularySize;
    expect(`token ${at} of ${name}`, id, isToken, `a whole number from 0 to ${vocabularySize - 1}`);
  });
}

function expectSameArchitecture({ config }: Decoder, recordings: GenerationRecordings | undefined): void {
  if (!recordings || isDeepStrictEqual(recordings.config, config)) return;
  throw new RangeError(
    `generate: recordings are of another ${recordings.config.modelType}, expected the decoder's own configuration`,
  );
}

function expectRoom(length: number, at: number, maxTokens: number, longest: number): void {
  if (length === 0) throw new RangeError(`generate: prompt ${at} is empty, expected one or more tokens`);
  if (length + maxTokens > longest) {
    throw new RangeError(
      `generate: prompt ${at} has ${length} tokens and maxTokens is ${maxTokens}, expected at most ${longest} together`,
    );
  }
}

function expectStopText(text: unknown, at: number): void {
  if (typeof text !== "string") {
    throw new TypeError(`generate: stop text ${at} is ${typeof text}, expected a string`);
  }
  if (text === "") throw new RangeError(`generate: stop text ${at} is empty, expected a text`);
}

function expect(name: string, value: unknown, fits: boolean, expected: string): void {
  if (!fits) throw new RangeError(`generate: ${name} is ${value}, expected ${expected}`);
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
