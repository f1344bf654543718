/** @file Tuning a generator on pairs: by a preference loss, or by the likelihood of the preferred texts alone. */
import { dpoLoss } from "../../../losses/dpoLoss";
import type { Random } from "../../../random/stream";
import type { TunedPair } from "../../../training/pairBatch";
import { referencePairs, type ScoredPairs, scorePairs, type TextPair } from "../../../training/scorePairs";
import type { Trained } from "../../../training/train";
import { tuneDecoder } from "../../../training/tuneDecoder";
import type { PairLoss, TunePreferencesOptions } from "../../../training/tunePreferences";
import { tunePreferences } from "../../../training/tunePreferences";
import type { TwoShot } from "../twoShotPrompts";
import type { WeighedPairs } from "./pairSets";
import type { TunableGenerator } from "./scene";
import type { PipelineSettings } from "./settings";

/** What tuning needs beside the pairs. */
export interface TuneWriterOptions {
  settings: PipelineSettings["tuning"];
  generator: TunableGenerator;
  prompts: readonly TwoShot[];
  learningRate: number;
  /** What the untuned generator says of pairs, where it is kept; default: asked anew. */
  reference?(pairs: readonly TextPair[]): Promise<ScoredPairs>;
  /** Decides the order of the pairs: the same stream for all arms. */
  random: Random;
  measure?: TunePreferencesOptions["measure"];
  checkpoint?: TunePreferencesOptions["checkpoint"];
  signal?: AbortSignal;
  onProgress?: TunePreferencesOptions["onProgress"];
}

/** The loss of the generators' shared step. */
export function pairLoss(beta: number): PairLoss {
  return ({ policy, reference }) => dpoLoss(policy, reference, beta);
}

/**
 * Tunes by DPO with weights: (1 / P) Σ w_i L_i.
 *
 * Source:  U-DPO, Eq. 6, over Rafailov et al. 2023, Eq. 7.
 * Differs: the paper's Eq. 1 has no reference; see `paperDpoLoss` for what becomes of it.
 *
 * @returns the weights that moved
 */
export async function tuneOnPairs(weighed: WeighedPairs, options: TuneWriterOptions): Promise<Trained> {
  const { settings, generator, learningRate, random, measure, checkpoint, signal, onProgress } = options;
  const { beta, schedule } = settings;
  return tunePreferences({
    policy: generator.policy,
    pairs: await tunedPairs(weighed, options),
    schedule: { ...schedule, learningRate },
    loss: pairLoss(beta),
    step: generator.preferenceStep,
    random,
    measure,
    checkpoint,
    signal,
    onProgress,
  });
}

/**
 * Tunes by the likelihood of the preferred texts.
 *
 * Source:  what U-DPO's Eq. 1 is at its own β = 1, up to a factor near 1; see the notebook of Section 3.2.
 * Differs: the others of the pairs are not looked at.
 *
 * @returns the weights that moved
 */
export async function tuneOnPreferred({ pairs }: WeighedPairs, options: TuneWriterOptions): Promise<Trained> {
  const { settings, generator, prompts, learningRate, random, checkpoint, signal, onProgress } = options;
  return tuneDecoder({
    policy: generator.policy,
    completions: textPairs({ pairs, weights: [] }, generator, prompts).map(({ chosen }) => chosen),
    schedule: { ...settings.schedule, learningRate },
    random,
    checkpoint,
    signal,
    onProgress,
  });
}

/** Pairs in tokens, with what the generator says of them before any tuning. */
export async function tunedPairs(
  weighed: WeighedPairs,
  options: Pick<TuneWriterOptions, "settings" | "generator" | "prompts" | "reference" | "signal">,
): Promise<TunedPair[]> {
  const { settings, generator, prompts, reference, signal } = options;
  const pairs = textPairs(weighed, generator, prompts);
  const asked = reference ?? ((some) => referenceScores(generator, settings.schedule, some, signal));
  return referencePairs(pairs, await asked(pairs), weighed.weights);
}

/** What the untuned generator says of pairs. */
export function referenceScores(
  { decoder: { config, params } }: TunableGenerator,
  { batchSize, partSize = batchSize }: PipelineSettings["tuning"]["schedule"],
  pairs: readonly TextPair[],
  signal?: AbortSignal,
): Promise<ScoredPairs> {
  return scorePairs({ config, params }, pairs, { batchSize: 2 * partSize, signal });
}

function textPairs(
  { pairs }: WeighedPairs,
  { promptTokens, completionTokens }: TunableGenerator,
  prompts: readonly TwoShot[],
): TextPair[] {
  return pairs.map(({ chosen, rejected }) => {
    const prompt = promptTokens(prompts[Number(chosen.prompt)]);
    return {
      chosen: { prompt, completion: completionTokens(chosen.text) },
      rejected: { prompt, completion: completionTokens(rejected.text) },
    };
  });
}
