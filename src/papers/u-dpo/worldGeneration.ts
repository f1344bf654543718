/** @file Section 4.1 at scale `world`: the exact world, and the language model that has read a shifted one. */
import { basename } from "node:path";
import { fingerprintOf } from "../../data/fingerprintOf";
import { rejectedShare } from "../../data/world/sentences";
import { createWorld } from "../../data/world/world";
import { disposeTree } from "../../engine/tensorTree";
import { stream } from "../../random/stream";
import { fillPrompt } from "../../text/prompts/fillPrompt";
import { promptText } from "../../text/prompts/prompt";
import { methodTemplate } from "../../text/prompts/promptMethods";
import { worldWords } from "../../text/prompts/worldWords";
import { worldKnobs } from "../world/worldKnobs";
import { worldLanguageModel } from "../world/worldLanguageModel";
import { type WorldModelSettings, worldModelSettings } from "../world/worldModelSettings";
import type { GenerationScene } from "./generationScene";
import { worldGenerationSettings } from "./generationSettings";
import { twoShotPrompts } from "./twoShotPrompts";

/** How many real texts the demonstrations are drawn from, for each class. */
const textsPerClass = 20;

export interface WorldGenerationOptions {
  signal?: AbortSignal;
  /** Another language model than the one that all notebooks share. */
  model?: WorldModelSettings;
  /** Told in words what is being prepared. */
  tell?: (text: string) => void;
}

/**
 * The scene at scale `world`: demonstrations are real texts, each seed has its own.
 *
 * `fidelity` is P(class asked | text) by the real world's exact posterior; `accepted` is 1 for a text that is all
 * grammatical, else 0.
 *
 * Differs: from U-DPO, Section 4.1: a language model of 0.36 million weights that has read this world only.
 */
export async function worldGeneration({
  signal,
  tell,
  model = worldModelSettings,
}: WorldGenerationOptions = {}): Promise<GenerationScene> {
  const { decoder, folder } = await worldLanguageModel({
    settings: model,
    signal,
    onProgress: ({ step, steps }) => {
      if (step % 100 === 0) tell?.(`training the world's language model: step ${step} of ${steps}`);
    },
  });
  const { grammar, real } = createWorld(worldKnobs);
  const template = methodTemplate(worldWords, "two-shot");
  return {
    data: "world",
    forms: [template.name],
    decoder,
    settings: worldGenerationSettings,
    stopTexts: [],
    fingerprint: {
      model: basename(folder),
      texts: fingerprintOf(real.sample(50, stream(0, "u-dpo/fingerprint"))),
    },
    prompts(_form, seed) {
      const random = stream(seed, "u-dpo/real texts");
      const texts = real.labels.flatMap((label) =>
        real.sampleOfLabel(label, textsPerClass, random.child(label)),
      );
      const labels = real.labels.slice(0, worldGenerationSettings.prompts);
      return twoShotPrompts(texts, labels, stream(seed, "u-dpo/demonstrations")).map((asked) => {
        const demonstrations = asked.demonstrations.map((text) => ({ text }));
        const prompt = fillPrompt(template, { label: asked.label, demonstrations });
        return { ...asked, prompt, tokens: decoder.tokenizer.encode(promptText(prompt)).ids };
      });
    },
    judge: (text, label) => ({
      fidelity: real.posterior(text)[real.labels.indexOf(label)],
      accepted: rejectedShare(grammar, text) === 0 ? 1 : 0,
    }),
    dispose: () => disposeTree(decoder.params),
  };
}
