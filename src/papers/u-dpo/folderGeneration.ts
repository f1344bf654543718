/** @file Section 4.1 at scale `small`: abstracts from a folder, a real language model. */

import { fingerprintOf } from "../../data/fingerprintOf";
import { readFolder } from "../../data/readFolder";
import { disposeTree } from "../../engine/tensorTree";
import { longestContext } from "../../models/decoderConfig";
import { loadDecoder } from "../../models/loadDecoder";
import { modelFolder } from "../../models/modelFolder";
import { stream } from "../../random/stream";
import { twoAbstracts } from "../../text/prompts/academicAbstracts";
import { fillPrompt } from "../../text/prompts/fillPrompt";
import { promptText } from "../../text/prompts/prompt";
import { methodTemplate } from "../../text/prompts/promptMethods";
import type { PromptTemplate } from "../../text/prompts/promptTemplate";
import { worldWords } from "../../text/prompts/worldWords";
import type { GenerationScene } from "./generationScene";
import { arxivFields, smallGenerationSettings, smallGenerator } from "./generationSettings";
import { twoShotPrompts } from "./twoShotPrompts";

/** The paper's prompt, and one without instructions for a model that was never taught to follow any. */
const forms: Readonly<Record<string, PromptTemplate>> = {
  "instructions, two abstracts": twoAbstracts,
  "pattern, two abstracts": methodTemplate(worldWords, "two-shot"),
};

/**
 * The scene at scale `small`.
 *
 * Differs: from U-DPO, Section 4.1: Gemma 3 270M in place of LLaMA 3.2 1B, 3B and Phi-4-mini; four classes.
 *
 * @throws RangeError if the model is not there or the folder cannot be read
 */
export async function folderGeneration(folder: string): Promise<GenerationScene> {
  const dataset = await readFolder(folder);
  const decoder = loadDecoder(modelFolder(smallGenerator));
  const settings = smallGenerationSettings;
  const room = longestContext(decoder.config) - settings.maxTokens;
  const ids = (text: string) => decoder.tokenizer.encode(text, undefined, room).ids;
  return {
    data: dataset.name,
    forms: Object.keys(forms),
    decoder,
    settings,
    // An abstract is one paragraph.
    stopTexts: ["\n"],
    fingerprint: { model: smallGenerator, texts: fingerprintOf(dataset.train) },
    prompts(form, seed) {
      const random = stream(seed, "u-dpo/demonstrations");
      return twoShotPrompts(dataset.train, dataset.labels.slice(0, settings.prompts), random).map((asked) => {
        const demonstrations = asked.demonstrations.map((text) => ({ text }));
        const label = arxivFields[asked.label] ?? asked.label;
        const prompt = fillPrompt(forms[form], { label, demonstrations });
        return { ...asked, prompt, tokens: ids(promptText(prompt)) };
      });
    },
    judge: () => ({}),
    dispose: () => disposeTree(decoder.params),
  };
}
