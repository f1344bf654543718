/** @file The language model of the study as generators: one of topics, one of texts for each temperature. */

import { generationRecordings } from "../../generation/generationRecordings";
import type { Generator } from "../../generation/generator";
import { localGenerator } from "../../generation/localGenerator";
import type { Decoder } from "../../models/decoder";
import { fillPrompt } from "../../text/prompts/fillPrompt";
import { type Prompt, promptText } from "../../text/prompts/prompt";
import { methodTemplate, type TaskWords } from "../../text/prompts/promptMethods";
import { worldWords } from "../../text/prompts/worldWords";
import { methodOf, type WorldPrompt } from "../world/worldPrompt";

export interface StudyGenerators {
  decoder: Decoder;
  topics: Generator;
  texts(temperature: number): Generator;
  dispose(): void;
}

/** Texts at a time; no text depends on it. */
const batchSize = 256;

/**
 * Opens the generators over a model that stays the caller's.
 *
 * @param model a name that changes when the weights do
 */
export function studyGenerators(decoder: Decoder, model: string, maxTokens: number): StudyGenerators {
  const recordings = generationRecordings(decoder.config);
  const shared = { model, recordings, batchSize };
  return {
    decoder,
    topics: localGenerator(decoder, { ...shared, maxTokens: 12, stopTexts: ["\n"] }),
    texts: (temperature) => localGenerator(decoder, { ...shared, maxTokens, temperature }),
    dispose: () => recordings.dispose(),
  };
}

/** What a text is asked with. */
export function textPrompt(prompt: WorldPrompt, words: TaskWords = worldWords): Prompt {
  const { label, topic } = prompt;
  const demonstrations = prompt.demonstrations.map((text) => ({ text }));
  const values = topic === undefined ? { label, demonstrations } : { label, topic, demonstrations };
  return fillPrompt(methodTemplate(words, methodOf(prompt)), values);
}

/** What a topic is asked with: the beginning of a prompt that has one, up to where the topic stands. */
export function topicPrompt(label: string): Prompt {
  const place = "{topic}";
  const whole = promptText(textPrompt({ label, topic: place, demonstrations: [] }));
  return { template: "topic", system: [], user: [{ text: whole.slice(0, whole.indexOf(place)).trimEnd() }] };
}
