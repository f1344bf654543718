/** @file The pipeline at scale `small`: a folder of texts, a real language model with an adapter, a real encoder. */
import { join } from "node:path";
import type { Dataset, Example } from "../../data/dataset";
import { fingerprintOf } from "../../data/fingerprintOf";
import { readFolder } from "../../data/readFolder";
import { stratifiedSubsample } from "../../data/subsample";
import { disposeTree } from "../../engine/tensorTree";
import { generationRecordings } from "../../generation/generationRecordings";
import type { Decoder } from "../../models/decoder";
import { embedTexts } from "../../models/embedTexts";
import { sha256 } from "../../models/fetching/sha256";
import { initAdapter } from "../../models/initAdapter";
import { loadDecoder } from "../../models/loadDecoder";
import { loadEncoder } from "../../models/loadEncoder";
import { modelFolder } from "../../models/modelFolder";
import { adapterPolicy } from "../../models/policy";
import { stream } from "../../random/stream";
import { openingSentences } from "../../text/openingSentences";
import { fillPrompt } from "../../text/prompts/fillPrompt";
import { promptText } from "../../text/prompts/prompt";
import { methodTemplate } from "../../text/prompts/promptMethods";
import { worldWords } from "../../text/prompts/worldWords";
import { frozenClassifier } from "../../training/frozenClassifier";
import { preferenceStep } from "../../training/tunePreferences";
import { smallEncoder } from "../dimp/settings";
import { arxivFields, smallGenerator } from "./generationSettings";
import { type SmallPipelineSettings, smallPipelineSettings } from "./smallPipelineSettings";
import type { PipelineScene, RunTexts, TunableGenerator } from "./stages/scene";
import { pairLoss } from "./stages/tuneWriter";
import type { TwoShot } from "./twoShotPrompts";

/**
 * The scene at scale `small`.
 *
 * Real and test texts are the same for all seeds: a seed is another new head, order and dropout of the classifiers.
 *
 * Differs: from U-DPO, Section 4.1: Gemma 3 270M with a low-rank adapter in place of LLaMA 3.2 1B, 3B and Phi-4-mini;
 * MiniLM-L6 in place of SciBERT and of MiniLM-L12; few real texts of their first sentences.
 *
 * @throws RangeError if a model is not there, or the folder cannot be read or has too few texts
 */
export async function folderPipeline(
  folder: string,
  settings: SmallPipelineSettings = smallPipelineSettings,
): Promise<PipelineScene> {
  const dataset = await readFolder(folder);
  const texts = chooseTexts(dataset, settings);
  const [decoderFolder, encoderFolder] = [modelFolder(smallGenerator), modelFolder(smallEncoder)];
  const decoder = loadDecoder(decoderFolder);
  const encoder = loadEncoder(encoderFolder);
  const classifier = frozenClassifier(encoder, dataset.labels, settings.classifier);
  const generator = adapterGenerator(decoder, settings);
  return {
    data: dataset.name,
    labels: dataset.labels,
    settings: settings.pipeline,
    fingerprint: {
      generator: await fileHash(decoderFolder),
      encoder: await fileHash(encoderFolder),
      texts: fingerprintOf([...texts.real, ...texts.test]),
      adapter: JSON.parse(JSON.stringify(settings.adapter)),
      classifier: settings.classifier,
      demonstrationTokens: settings.demonstrationTokens,
    },
    texts: () => texts,
    generator: async () => generator,
    fit: classifier.fit,
    async embed(some, _seed, signal) {
      const { maxTokens } = settings.classifier;
      return (await embedTexts(encoder, some, { maxLength: maxTokens, signal })).vectors;
    },
    judge: () => ({}),
    dispose() {
      generator.preferenceStep.dispose();
      generator.recordings?.dispose();
      classifier.dispose();
      disposeTree([generator.policy.trainable, decoder.params, encoder.params]);
    },
  };
}

/** The rows of all seeds, as many of each class. */
function chooseTexts(dataset: Dataset, { pipeline }: SmallPipelineSettings): RunTexts {
  const { realPerClass, manyTimes, test } = pipeline.texts;
  const random = stream(0, "u-dpo/rows");
  const shuffled = random.child("real").shuffle(dataset.train);
  const firstOf = (label: string, from: number, to: number): Example[] => {
    const own = shuffled.filter((example) => example.label === label);
    if (own.length >= to) return own.slice(from, to);
    throw new RangeError(`folderPipeline: ${label} has ${own.length} texts, expected at least ${to}`);
  };
  const some = (from: number, to: number) => dataset.labels.flatMap((label) => firstOf(label, from, to));
  const real = some(0, realPerClass);
  return {
    real,
    manyReal: [...real, ...some(realPerClass, realPerClass * manyTimes)],
    test: stratifiedSubsample(dataset.test, Math.min(test, dataset.test.length), random.child("test")),
  };
}

/** One generator for all seeds: a new adapter, beside weights that stay. */
function adapterGenerator(decoder: Decoder, settings: SmallPipelineSettings): TunableGenerator {
  const { adapter, pipeline } = settings;
  const factors = initAdapter(decoder.config, adapter, stream(0, "u-dpo/adapter"));
  const policy = adapterPolicy(decoder, factors, adapter.dropout);
  return {
    name: smallGenerator,
    decoder,
    policy,
    preferenceStep: preferenceStep(policy, pairLoss(pipeline.tuning.beta)),
    recordings: generationRecordings(decoder.config),
    promptTokens: (asked) => promptTokens(decoder, asked, settings),
    completionTokens: (text) => completionTokens(decoder, text),
  };
}

/** Two demonstrations cut to their first sentences, and the pattern that a model without instructions goes on with. */
function promptTokens(
  { tokenizer }: Decoder,
  { label, demonstrations }: TwoShot,
  { demonstrationTokens }: SmallPipelineSettings,
): number[] {
  const size = (text: string) => tokenizer.encodePlain(text).length;
  const shown = demonstrations.map((text) => ({ text: openingSentences(text, demonstrationTokens, size) }));
  const template = methodTemplate(worldWords, "two-shot");
  const prompt = fillPrompt(template, { label: arxivFields[label] ?? label, demonstrations: shown });
  return tokenizer.encode(promptText(prompt)).ids;
}

/** A text that ends with a whole sentence ends with a line break; one that was cut off teaches no end. */
function completionTokens({ tokenizer }: Decoder, text: string): number[] {
  return tokenizer.encodePlain(/[.?!]["')\]]?$/.test(text) ? ` ${text}\n` : ` ${text}`);
}

async function fileHash(folder: string): Promise<string> {
  return (await sha256(join(folder, "model.safetensors"))).slice(0, 16);
}
