/**
 * @file The language models that answer for the generator in Table 1.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Decoder } from "../../models/decoder";
import { loadDecoder } from "../../models/loadDecoder";
import { modelsFolder } from "../../models/modelFolder";
import type { Json } from "../../text/canonicalJson";
import type { TaskWords } from "../../text/prompts/promptMethods";
import { pretrainKey } from "../world/pretrain";
import { worldLanguageModel } from "../world/worldLanguageModel";
import { worldModelSettings } from "../world/worldModelSettings";
import type { Scene } from "./scene";

/** A language model that can be asked, and what it is asked with. */
export interface FewShotReader {
  /** Decides its answers, beside the texts. */
  identity: { [name: string]: Json };
  /** The model; its weights are the caller's to free. */
  open(signal: AbortSignal): Promise<Pick<Decoder, "config" | "params" | "tokenizer">>;
  /** The words of the prompt; absent: those of the world's pages. */
  words?: TaskWords;
  /** Texts of each class in the prompt, as far as the small real set has them. */
  demonstrations: number;
  /** It answers for the first so many test texts only. */
  texts: number;
}

const gemma = "gemma-3-270m";

/** What to say where `readerOf` has none. */
export const readerMissing = `no few-shot answers: ${gemma} is missing, npm run models -- fetch ${gemma}`;

/** The language model that has read the world; for real texts Gemma, where its folder is. */
export function readerOf({ isExact }: Scene): FewShotReader | undefined {
  if (isExact) return worldReader;
  const folder = join(modelsFolder(), gemma);
  if (!existsSync(join(folder, "config.json"))) return undefined;
  return { ...gemmaReader, open: async () => loadDecoder(folder) };
}

/** Two texts of each of eleven classes; the paper's prompt has eight of two or three. */
const worldReader: FewShotReader = {
  identity: { model: `world-lm-${pretrainKey({ settings: worldModelSettings, seed: 0 })}` },
  open: async (signal) => (await worldLanguageModel({ signal })).decoder,
  demonstrations: 2,
  texts: 300,
};

/** Few texts, since each takes seconds on two cores. */
const gemmaReader: Omit<FewShotReader, "open"> = {
  identity: { model: gemma },
  words: {
    request: "Texts of the kind {label}, one a line.",
    topic: "Topic: {topic}",
    demonstration: "- {text}",
    answer: "-",
  },
  demonstrations: 2,
  texts: 100,
};
