/** @file Settings of Section 4.1 of the U-DPO paper, as far as they are about generation, and ours for the rest. */
import type { Sampling } from "./sampling";

/** What the paper states: demonstrations in a prompt, texts for each prompt. Source: U-DPO, Section 4.1. */
export const paperGeneration = { demonstrations: 2, samples: 5 };

/** One scale of the study. */
export interface GenerationStudySettings {
  /** Texts for each prompt. */
  samples: number;
  maxTokens: number;
  /** Most prompts of a seed, one for each label; the first labels where there are more. */
  prompts: number;
  sweep: readonly Sampling[];
}

const cross = (temperatures: readonly number[], nuclei: readonly number[]): Sampling[] =>
  nuclei.flatMap((topP) => temperatures.map((temperature) => ({ temperature, topP })));

/** In the exact world: all eleven fields; a text has about 45 tokens. */
export const worldGenerationSettings: GenerationStudySettings = {
  samples: paperGeneration.samples,
  maxTokens: 96,
  prompts: 11,
  sweep: cross([0.5, 0.75, 1, 1.25, 1.5], [0.9, 1]),
};

/** With a real model on two cores: four fields, texts cut at about eighty words. */
export const smallGenerationSettings: GenerationStudySettings = {
  samples: paperGeneration.samples,
  maxTokens: 96,
  prompts: 4,
  sweep: cross([0.4, 0.7, 1, 1.3], [1]),
};

/** The model of scale `small`: the paper's smallest has 1B weights, this one 0.27B and no training on instructions. */
export const smallGenerator = "gemma-3-270m";

/** What arXiv's categories are called in prompts; the paper does not say how it names them. */
export const arxivFields: Readonly<Record<string, string>> = {
  "cs.AI": "artificial intelligence",
  "cs.CE": "computational engineering",
  "cs.CV": "computer vision",
  "cs.DS": "data structures and algorithms",
  "cs.IT": "information theory",
  "cs.NE": "neural and evolutionary computing",
  "cs.PL": "programming languages",
  "cs.SY": "systems and control",
  "math.AC": "commutative algebra",
  "math.GR": "group theory",
  "math.ST": "statistics theory",
};
