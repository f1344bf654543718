/** @file Texts asked for in any of the ways, from a generator as it is or tuned, with what writing them cost. */
import type { Example } from "../../data/dataset";
import type { Params } from "../../engine/tensorTree";
import { generate } from "../../generation/generate";
import { type Random, stream } from "../../random/stream";
import { promptText } from "../../text/prompts/prompt";
import { type PromptMethodName, promptMethods } from "../../text/prompts/promptMethods";
import { askedTexts } from "../data-study/askedTexts";
import { topicPrompt } from "../data-study/studyGenerators";
import { generationSeeds } from "../data-study/studyStream";
import type { Sampling } from "../u-dpo/sampling";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { type WorldPrompt, worldPromptText } from "../world/worldPrompt";
import { coreSeconds } from "./coreSeconds";

/** Texts in the order of asking. */
export type AskedSet = {
  texts: Example[];
  /** Tokens that were generated for each, its end included. */
  tokens: number[];
  /** Seconds of a core for all of them. */
  coreSeconds: number;
};

export interface AskOptions {
  /** Tuned weights in the generator's place; they stay the caller's. */
  tuned?: Params;
  /** Default: as the pipeline's candidates are sampled. */
  sampling?: Sampling;
  /** Decides what is written: more prompts begin with the texts of the fewer. */
  random: Random;
  signal?: AbortSignal;
}

/**
 * One text for each prompt, by the generator of a run.
 *
 * @throws the signal's reason if it is aborted
 */
export async function askedSet(
  run: PipelineRun,
  prompts: readonly WorldPrompt[],
  { tuned, sampling, random, signal }: AskOptions,
): Promise<AskedSet> {
  const { decoder, policy, recordings } = await run.generator(signal);
  const writer = tuned ? { ...decoder, ...policy.weights(tuned) } : decoder;
  const { candidates } = run.scene.settings;
  const asked = prompts.map((prompt) => decoder.tokenizer.encode(worldPromptText(prompt)).ids);
  const { value, spent } = await coreSeconds(() =>
    generate(writer, asked, {
      ...(sampling ?? candidates.sampling),
      maxTokens: candidates.maxTokens,
      batchSize: candidates.batchSize,
      seed: generationSeeds(prompts.length, random),
      recordings,
      signal,
    }),
  );
  signal?.throwIfAborted();
  return {
    texts: value.map(({ text }, at) => ({ text: text.trim(), label: prompts[at].label })),
    tokens: value.map(({ tokens }) => tokens.length + 1),
    coreSeconds: spent,
  };
}

/**
 * Prompts of one way, the labels in turn; demonstrations are drawn from the run's real texts, topics from those that
 * its generator names.
 */
export async function promptsOf(
  run: PipelineRun,
  way: PromptMethodName,
  count: number,
  topicsAsked: number,
  signal?: AbortSignal,
): Promise<WorldPrompt[]> {
  const { labels } = run.scene;
  const topics = promptMethods[way].topic ? await namedTopics(run, topicsAsked, signal) : {};
  const random = stream(run.seed, `together/asked ${way}`);
  return askedTexts(way, count, { labels, shown: run.texts.real, topics }, random);
}

/** Topics are short. */
const topicTokens = 12;

/** The different topics that the untuned generator names when asked so often, by label, at temperature 1. */
async function namedTopics(
  run: PipelineRun,
  times: number,
  signal?: AbortSignal,
): Promise<Record<string, string[]>> {
  const { labels } = run.scene;
  const { decoder } = await run.generator(signal);
  const generated = await generate(
    decoder,
    labels.map((label) => decoder.tokenizer.encode(promptText(topicPrompt(label))).ids),
    {
      samples: times,
      maxTokens: topicTokens,
      stopTexts: ["\n"],
      seed: generationSeeds(labels.length, stream(run.seed, "together/topics")),
      batchSize: run.scene.settings.candidates.batchSize,
      signal,
    },
  );
  signal?.throwIfAborted();
  return Object.fromEntries(
    labels.map((label, at) => {
      const named = generated.filter(({ prompt }) => prompt === at).map(({ text }) => text.trim());
      return [label, [...new Set(named.filter((text) => text !== ""))].sort()];
    }),
  );
}
