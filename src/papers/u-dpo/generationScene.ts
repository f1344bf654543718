/** @file What Section 4.1 is studied on: a language model, prompts, and what can be known of a text; one for each scale. */

import type { Decoder } from "../../models/decoder";
import type { Json } from "../../text/canonicalJson";
import type { Prompt } from "../../text/prompts/prompt";
import type { GenerationStudySettings } from "./generationSettings";
import type { TwoShot } from "./twoShotPrompts";

/** A prompt of the study, in words and in tokens. */
export interface ScenePrompt extends TwoShot {
  prompt: Prompt;
  tokens: number[];
}

export interface GenerationScene {
  /** Name of the data set. */
  data: string;
  /** The forms of prompt, by name. */
  forms: readonly string[];
  decoder: Decoder;
  settings: GenerationStudySettings;
  /** Texts at which a sample ends, beside the model's own end. */
  stopTexts: readonly string[];
  /** What else decides the numbers. */
  fingerprint: { readonly [name: string]: Json };
  /** One prompt for each label, with the demonstrations of a seed, in one of the forms. */
  prompts(form: string, seed: number): ScenePrompt[];
  /** What is known of one text that was asked for with a label, by name; nothing outside the exact world. */
  judge(text: string, label: string): Record<string, number>;
  dispose(): void;
}
