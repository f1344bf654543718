/**
 * @file A language model held to pages that it was not trained on, beside the world's own entropy.
 */
import type { Params } from "../../engine/tensorTree";
import type { DecoderConfig } from "../../models/decoderConfig";
import { type CompletionScorer, completionScorer, sumLogProb } from "../../models/sequenceLogProbs";
import type { Tokenizer } from "../../text/tokenizer";
import type { PageLaw, WorldPage } from "./pageLaw";
import { pageText } from "./pageTokens";

/** Nats a token over some pages, every token but the first of each page counted. */
export type HeldOutNats = {
  /** The model's. */
  model: number;
  /** The world's, of the same pages: what a model would have that knows the world. */
  world: number;
  /** Their difference, and its standard error over the pages. */
  excess: number;
  excessError: number;
};

/** Measures weights of one decoder on the same pages again and again. */
export interface HeldOut {
  measure(params: Params, signal?: AbortSignal): Promise<HeldOutNats>;
  dispose(): void;
}

/** Holds a decoder to these pages. */
export function heldOut(
  config: DecoderConfig,
  tokenizer: Tokenizer,
  law: PageLaw,
  pages: readonly WorldPage[],
): HeldOut {
  const scorer: CompletionScorer = completionScorer(config);
  const completions = pages.map((page) => {
    const [begin, ...rest] = tokenizer.encode(pageText(page)).ids;
    return { prompt: [begin], completion: rest };
  });
  const tokens = completions.map(({ completion }) => completion.length);
  const worldNats = pages.map((page) => -law.logPage(page));
  return {
    async measure(params, signal) {
      const scored = await scorer.score({ params }, completions, { batchSize: 16, signal });
      const modelNats = scored.map((logProbs) => -sumLogProb(logProbs));
      return compare(modelNats, worldNats, tokens);
    },
    dispose: () => scorer.dispose(),
  };
}

/** Ratios of sums over pages; the error by the linear approximation of a ratio. */
export function compare(
  modelNats: readonly number[],
  worldNats: readonly number[],
  tokens: readonly number[],
): HeldOutNats {
  const total = sum(tokens);
  const model = sum(modelNats) / total;
  const world = sum(worldNats) / total;
  const excess = model - world;
  const residuals = modelNats.map((nats, page) => nats - worldNats[page] - excess * tokens[page]);
  const squares = sum(residuals.map((residual) => residual ** 2));
  const pages = tokens.length;
  return { model, world, excess, excessError: Math.sqrt((squares * pages) / (pages - 1)) / total };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
