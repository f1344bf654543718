/** @file Candidate texts of Sections 3.3 and 4.1: n for each of several prompts with two demonstrations. */
import type { Example } from "../../../data/dataset";
import { generate } from "../../../generation/generate";
import type { Adapter } from "../../../models/adapter";
import type { Decoder } from "../../../models/decoder";
import { type Random, stream } from "../../../random/stream";
import { type TwoShot, twoShotPrompts } from "../twoShotPrompts";
import type { TunableGenerator } from "./scene";
import type { PipelineSettings } from "./settings";

/** A text that a generator wrote, and what it was asked. */
export interface WrittenText {
  /** The number of its prompt, from 0. */
  prompt: number;
  label: string;
  text: string;
}

/**
 * Prompts for a run: `perClass` of each class, each with two random real texts of it.
 *
 * More prompts a class begin with the fewer of the same stream. Order: all classes once, then all again.
 *
 * Source:  U-DPO, Section 4.1.
 * Differs: nothing known; the paper does not say how many prompts there are.
 */
export function runPrompts(
  real: readonly Example[],
  labels: readonly string[],
  perClass: number,
  random: Random,
): TwoShot[] {
  return Array.from({ length: perClass }, (_, round) =>
    twoShotPrompts(real, labels, random.child(`round ${round}`)),
  ).flat();
}

/**
 * `samples` texts for each prompt, prompt by prompt.
 *
 * @param writer the generator's decoder, before tuning or with tuned weights
 * @throws the signal's reason if it is aborted
 */
export async function writeTexts(
  writer: Decoder & { adapter?: Adapter },
  prompts: readonly TwoShot[],
  options: WriteOptions,
): Promise<WrittenText[]> {
  const { samples, seed, settings, kept = (_part, make) => make() } = options;
  const { textsAtATime = Number.POSITIVE_INFINITY } = settings;
  const promptsAtATime = Math.max(1, Math.floor(textsAtATime / samples));
  const texts: WrittenText[] = [];
  for (let from = 0, part = 0; from < prompts.length; from += promptsAtATime, part++) {
    const some = prompts.slice(from, from + promptsAtATime);
    const own = { ...options, seed: part === 0 ? seed : partSeed(seed, part) };
    const written = await kept(part, () => writePart(writer, some, own));
    texts.push(...written.map((one) => ({ ...one, prompt: from + one.prompt })));
  }
  return texts;
}

export interface WriteOptions {
  promptTokens: TunableGenerator["promptTokens"];
  recordings?: TunableGenerator["recordings"];
  settings: PipelineSettings["candidates"];
  samples: number;
  seed: number;
  /** Gives a part of the texts if it is kept, or makes and keeps it; absent: nothing is kept. */
  kept?: (part: number, make: () => Promise<WrittenText[]>) => Promise<WrittenText[]>;
  signal?: AbortSignal;
}

async function writePart(
  writer: Decoder & { adapter?: Adapter },
  prompts: readonly TwoShot[],
  { promptTokens, recordings, settings, samples, seed, signal }: WriteOptions,
): Promise<WrittenText[]> {
  const { maxTokens, sampling, batchSize, stopTexts } = settings;
  const generated = await generate(writer, prompts.map(promptTokens), {
    ...sampling,
    samples,
    maxTokens,
    seed,
    batchSize,
    stopTexts,
    signal,
    adapter: writer.adapter,
    recordings,
  });
  signal?.throwIfAborted();
  return generated.map(({ prompt, text }) => ({ prompt, label: prompts[prompt].label, text: text.trim() }));
}

/** Prompts are counted anew in each part: with one seed for all, those of equal number would share their chance. */
function partSeed(seed: number, part: number): number {
  return Math.abs(stream(seed, `u-dpo/pipeline/part ${part}`).seedPair()[0]);
}
