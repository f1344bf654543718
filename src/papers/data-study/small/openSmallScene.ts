/** @file What the runs on one real set have in common: its texts, the models, the prompts. */
import { join } from "node:path";
import type { Dataset, Example } from "../../../data/dataset";
import { fingerprintOf } from "../../../data/fingerprintOf";
import { readFolder } from "../../../data/readFolder";
import { disposeTree } from "../../../engine/tensorTree";
import { type GenerationRecordings, generationRecordings } from "../../../generation/generationRecordings";
import type { Generator } from "../../../generation/generator";
import { localGenerator } from "../../../generation/localGenerator";
import type { Decoder } from "../../../models/decoder";
import { embedTexts } from "../../../models/embedTexts";
import type { Encoder } from "../../../models/encoder";
import { sha256 } from "../../../models/fetching/sha256";
import { loadDecoder } from "../../../models/loadDecoder";
import { loadEncoder } from "../../../models/loadEncoder";
import { modelFolder } from "../../../models/modelFolder";
import type { Json } from "../../../text/canonicalJson";
import { realSetWords } from "../../../text/prompts/realSetWords";
import { textWithin } from "../../../text/textWithin";
import { type FrozenClassifier, frozenClassifier } from "../../../training/frozenClassifier";
import { smallEncoder } from "../../dimp/settings";
import { smallGenerator } from "../../u-dpo/generationSettings";
import { type RealRows, realRows } from "./realRows";
import { oneLine, type SetPrompts, setPrompts } from "./setPrompts";
import type { SmallStudySettings } from "./settings";

export interface SmallScene {
  dataset: Dataset;
  settings: SmallStudySettings;
  prompts: SetPrompts;
  decoder: Decoder;
  learner: FrozenClassifier;
  rows(seed: number): RealRows;
  /** Texts of at most so many tokens, up to one of these. */
  generator(maxTokens: number, stopTexts: readonly string[]): Generator;
  embed(examples: readonly Example[], signal?: AbortSignal): Promise<Float32Array[]>;
  /** A text for a prompt: one line, at most so many tokens, by default those of a demonstration; no quotation marks. */
  cut(text: string, most?: number): string;
  /** What decides the numbers beside a cell's place. */
  identity: { [name: string]: Json };
  dispose(): void;
}

/**
 * Opens a folder of texts and both models.
 *
 * @throws RangeError if a model is not there, the folder cannot be read, or no prompts are written for it
 */
export async function openSmallScene(folder: string, settings: SmallStudySettings): Promise<SmallScene> {
  const dataset = await readFolder(folder, { dropDuplicates: true });
  const [decoderFolder, encoderFolder] = [modelFolder(smallGenerator), modelFolder(smallEncoder)];
  const models = { generator: await fileHash(decoderFolder), encoder: await fileHash(encoderFolder) };
  const decoder = loadDecoder(decoderFolder);
  const encoder = loadEncoder(encoderFolder);
  const recordings = generationRecordings(decoder.config);
  const learner = frozenClassifier(encoder, dataset.labels, settings.classifier);
  const cut = (text: string, most = settings.tokens.shown) =>
    textWithin(decoder.tokenizer, oneLine(text), most);
  return {
    dataset,
    settings,
    decoder,
    learner,
    cut,
    prompts: setPrompts(dataset.name, dataset.labels, (text) => cut(text)),
    rows: (seed) => realRows(dataset, settings, seed),
    generator: (maxTokens, stopTexts) =>
      generatorOf(decoder, `${smallGenerator} ${models.generator}`, recordings, {
        ...settings.sampling,
        maxTokens,
        stopTexts: [...stopTexts],
      }),
    embed: (examples, signal) => embedExamples(encoder, examples, settings.classifier.maxTokens, signal),
    identity: {
      ...(JSON.parse(JSON.stringify(settings)) as { [name: string]: Json }),
      ...models,
      texts: fingerprintOf([...dataset.train, ...dataset.validation, ...dataset.test]),
      words: fingerprintOf([{ text: JSON.stringify(realSetWords[dataset.name]), label: "" }]),
    },
    dispose() {
      recordings.dispose();
      learner.dispose();
      disposeTree([decoder.params, encoder.params]);
    },
  };
}

/** Texts at a time; no text depends on it. */
const batchSize = 48;

function generatorOf(
  decoder: Decoder,
  model: string,
  recordings: GenerationRecordings,
  sampling: { temperature: number; topP: number; maxTokens: number; stopTexts: string[] },
): Generator {
  return localGenerator(decoder, { ...sampling, model, recordings, batchSize });
}

/** Both texts of a pair one after the other. */
async function embedExamples(
  encoder: Encoder,
  examples: readonly Example[],
  maxLength: number,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  const texts = examples.map(({ text, textPair }) => (textPair === undefined ? text : `${text} ${textPair}`));
  return (await embedTexts(encoder, texts, { maxLength, signal })).vectors;
}

async function fileHash(folder: string): Promise<string> {
  return (await sha256(join(folder, "model.safetensors"))).slice(0, 16);
}
