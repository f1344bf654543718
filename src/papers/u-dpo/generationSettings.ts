/** @file Settings of Section 4.1 of the U-DPO paper, as far as they are about generation, and ours for the rest. */

/** What the paper states: demonstrations in a prompt, texts for each prompt. Source: U-DPO, Section 4.1. */
export const paperGeneration = { demonstrations: 2, samples: 5 };

/** How a text is drawn. The paper states neither number. */
export interface Sampling {
  temperature: number;
  topP: number;
}

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
export const worldGeneration: GenerationStudySettings = {
  samples: paperGeneration.samples,
  maxTokens: 96,
  prompts: 11,
  sweep: cross([0.4, 0.7, 1, 1.3, 1.6], [0.8, 0.95, 1]),
};

/** With a real model on two cores: four fields, texts cut at about a hundred words. */
export const smallGeneration: GenerationStudySettings = {
  samples: paperGeneration.samples,
  maxTokens: 128,
  prompts: 4,
  sweep: cross([0.4, 0.7, 1, 1.3], [1]),
};

/** The name of a setting in tables and ledgers. */
export function samplingName({ temperature, topP }: Sampling): string {
  return `temperature ${temperature}, top-p ${topP}`;
}
