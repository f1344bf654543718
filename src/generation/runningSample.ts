/** @file One text while it is generated. */
import { type Random, stream } from "../random/stream";
import { cutAtStopText } from "./cutAtStopText";
import type { CompleteSettings } from "./generationSettings";

/** One generated text. */
export interface Generated {
  /** The prompt's place in the list. */
  prompt: number;
  /** Which of the prompt's texts, from 0. */
  sample: number;
  /** The new tokens, without the one that ended the text and without those of a stop text. */
  tokens: number[];
  text: string;
  /** Of each token under the model at temperature 1, before penalty and cuts, in nats. */
  logProbs: number[];
  finish: Finish;
}

/** Why a text ends; "interrupted" where it was cut off, perhaps before its first token. */
export type Finish = "stop token" | "stop text" | "length" | "interrupted";

/** A text under way. */
export interface RunningSample {
  readonly prompt: number;
  readonly sample: number;
  /** The prompt's tokens. */
  readonly ids: readonly number[];
  readonly random: Random;
  readonly tokens: number[];
  readonly logProbs: number[];
  finish?: Finish;
  /** The text, where it is not that of the tokens. */
  text?: string;
}

type Decode = (tokens: readonly number[]) => string;
type Rules = Pick<CompleteSettings, "stopTokens" | "stopTexts" | "maxTokens">;

/** All texts to generate, prompt by prompt. */
export function startSamples(
  prompts: readonly (readonly number[])[],
  { samples, seed }: Pick<CompleteSettings, "samples" | "seed">,
): RunningSample[] {
  return prompts.flatMap((ids, prompt) =>
    Array.from({ length: samples }, (_, sample) => {
      const random =
        typeof seed === "number"
          ? stream(seed, `generate/prompt ${prompt}/sample ${sample}`)
          : stream(seed[prompt], `generate/sample ${sample}`);
      return { prompt, sample, ids, random, tokens: [], logProbs: [] };
    }),
  );
}

/** Gives a text its next token, and ends it where that is due. */
export function addToken(
  sample: RunningSample,
  token: number,
  logProb: number,
  { stopTokens, stopTexts, maxTokens }: Rules,
  decode: Decode,
): void {
  if (stopTokens.includes(token)) {
    sample.finish = "stop token";
    return;
  }
  sample.tokens.push(token);
  sample.logProbs.push(logProb);
  const cut = stopTexts.length > 0 ? cutAtStopText(sample.tokens, stopTexts, decode) : undefined;
  if (cut) {
    sample.finish = "stop text";
    sample.text = cut.text;
    sample.tokens.length = cut.tokens;
    sample.logProbs.length = cut.tokens;
  } else if (sample.tokens.length === maxTokens) {
    sample.finish = "length";
  }
}

/** The text as it is given out. */
export function finishSample(running: RunningSample, decode: Decode): Generated {
  const { prompt, sample, tokens, logProbs, finish = "interrupted", text = decode(tokens) } = running;
  return { prompt, sample, tokens, text, logProbs, finish };
}
