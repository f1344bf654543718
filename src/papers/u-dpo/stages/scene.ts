/** @file What the pipeline of Section 4 runs on: real texts, a generator, a classifier, embeddings; one for each scale. */
import type { Example } from "../../../data/dataset";
import type { GenerationRecordings } from "../../../generation/generationRecordings";
import type { Decoder } from "../../../models/decoder";
import type { Policy } from "../../../models/policy";
import type { Json } from "../../../text/canonicalJson";
import type { FitClassifier } from "../../../training/fitClassifier";
import type { PreferenceStep } from "../../../training/tunePreferences";
import type { TwoShot } from "../twoShotPrompts";
import type { PipelineSettings } from "./settings";

/** Data, models and settings of one scale, the same for every run and every arm. */
export interface PipelineScene {
  /** Name of the data set. */
  data: string;
  labels: readonly string[];
  settings: PipelineSettings;
  /** What else decides the numbers: data, models. */
  fingerprint: { readonly [name: string]: Json };
  /** The real texts of a run. */
  texts(seed: number): RunTexts;
  /** The generator of a run, before any tuning; the scene keeps and frees it. */
  generator(seed: number, signal?: AbortSignal): Promise<TunableGenerator>;
  /** Trains a classifier: the margin classifier's members, and those that judge a training set by the test. */
  fit: FitClassifier;
  /** Embeddings for r_int, of any length but 0, one for each text. */
  embed(texts: readonly string[], seed: number, signal?: AbortSignal): Promise<ArrayLike<number>[]>;
  /** What is known exactly of a text that a run asked for with a label, by name; nothing outside the exact world. */
  judge(text: string, label: string, seed: number): Readonly<Record<string, number>>;
  dispose(): void;
}

/** The real texts of one run, as many of each class. */
export interface RunTexts {
  /** What the run has labels for: demonstrations, margin classifier and hybrid training sets are made of these. */
  real: readonly Example[];
  /** More real texts, `real` first, for the upper bound alone. */
  manyReal: readonly Example[];
  test: readonly Example[];
}

/** A language model that writes and can be tuned. */
export interface TunableGenerator {
  /** Another name for another model or another pretraining. */
  name: string;
  decoder: Decoder;
  /** What of it moves. */
  policy: Policy;
  /** The step of all preference tunings with the settings' β; recorded once, it serves every arm and every run. */
  preferenceStep: PreferenceStep;
  /** The graphs by which it and its tuned descendants write, where they are to be shared. */
  recordings?: GenerationRecordings;
  /** The tokens of a prompt, special ones in place. */
  promptTokens(asked: TwoShot): number[];
  /** The tokens that a text has behind a prompt, its end included. */
  completionTokens(text: string): number[];
}
