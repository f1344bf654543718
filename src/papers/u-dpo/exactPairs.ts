/** @file Preference pairs of the exact world, chosen by the exact posterior: no classifier is in doubt, only the loss. */
import type { World } from "../../data/world/world";
import { generate } from "../../generation/generate";
import type { Completion } from "../../models/completionBatch";
import type { Decoder } from "../../models/decoder";
import { margin } from "../../preference/margin";
import { type Candidate, preferencePairs } from "../../preference/preferencePairs";
import type { TextPair } from "../../training/scorePairs";
import { worldCompletion, worldPromptText } from "../world/worldPrompt";

/** How many candidates there are. */
export type ExactPairSettings = {
  /** Groups of candidates for each class, each of which gives one pair at most. */
  groups: number;
  candidates: number;
  maxTokens: number;
};

export interface ExactPairsOptions {
  decoder: Decoder;
  world: World;
  settings: ExactPairSettings;
  seed: number;
  signal?: AbortSignal;
}

/**
 * Pairs that the model's own texts make: of each group the one of highest exact margin against the middling one.
 *
 *     m(x) = P(y | x) - max_{j ≠ y} P(j | x)
 *
 * Source:  U-DPO paper, Section 3.3, Eq. 2.
 * Differs: P is the real world's exact posterior in place of a classifier f. Prompts name the class and show no text.
 *
 * @throws the signal's reason if it is aborted
 */
export async function exactPairs(options: ExactPairsOptions): Promise<TextPair[]> {
  const { decoder, world, settings, seed, signal } = options;
  const { labels } = world.grammar;
  const prompts = labels.map((label) => zeroShotTokens(decoder, label));
  const samples = settings.groups * settings.candidates;
  const sampling = { samples, maxTokens: settings.maxTokens, seed, batchSize: 128, signal };
  const written = await generate(decoder, prompts, sampling);
  signal?.throwIfAborted();
  const candidates = written.map(({ text, prompt, sample }): Candidate => {
    const group = Math.floor(sample / settings.candidates);
    const value = margin(world.real.posterior(text.trim()), prompt);
    return {
      prompt: `${prompt}/${group}`,
      label: labels[prompt],
      text: text.trim(),
      margin: value,
      utility: value,
    };
  });
  const { pairs } = preferencePairs(candidates, { high: 1, middle: [0.3, 0.7], pairsPerPrompt: 1 });
  const completion = ({ label, text }: Candidate): Completion => ({
    prompt: prompts[labels.indexOf(label)],
    completion: decoder.tokenizer.encodePlain(worldCompletion(text)),
  });
  return pairs.map(({ chosen, rejected }) => ({
    chosen: completion(chosen),
    rejected: completion(rejected),
  }));
}

/** The prompt that names a class and nothing else. */
export function zeroShotTokens({ tokenizer }: Decoder, label: string): number[] {
  return tokenizer.encode(worldPromptText({ label, demonstrations: [] })).ids;
}
