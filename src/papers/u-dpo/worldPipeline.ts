/** @file The pipeline of Section 4 at scale `world`: the exact world, and language models that have read a shifted one. */

import { fingerprintOf } from "../../data/fingerprintOf";
import { rejectedShare } from "../../data/world/sentences";
import type { World } from "../../data/world/world";
import { disposeTree } from "../../engine/tensorTree";
import { generationRecordings } from "../../generation/generationRecordings";
import { wholePolicy } from "../../models/policy";
import { stream } from "../../random/stream";
import { wordEmbedding } from "../../text/wordEmbedding";
import { preferenceStep } from "../../training/tunePreferences";
import { wordClassifier } from "../../training/wordClassifier";
import { drawnWorld } from "../world/drawnWorld";
import { pretrainKey } from "../world/pretrain";
import { worldLanguageModel } from "../world/worldLanguageModel";
import { worldCompletion, worldPromptText } from "../world/worldPrompt";
import type { PipelineScene, RunTexts, TunableGenerator } from "./stages/scene";
import type { PipelineSettings } from "./stages/settings";
import { pairLoss } from "./stages/tuneWriter";
import {
  usualModels,
  type WorldModel,
  worldPipelineSettings,
  worldWordClassifier,
} from "./worldPipelineSettings";

export interface WorldPipelineOptions {
  /** What the data are called in tables; default "world". */
  name?: string;
  settings?: PipelineSettings;
  /** The language models and their worlds, which the runs have in turn: run s has number s modulo their count. */
  models?: readonly WorldModel[];
  /** Told in words what is being prepared. */
  tell?: (text: string) => void;
}

/**
 * The scene at scale `world`.
 *
 * Each run draws its own real texts and prompts, in one of several worlds that differ in their knobs, and has the
 * generator that was pretrained there. What is known exactly of a text: `fidelity`, P(class asked | text) among real
 * texts; `rightClass`, whether that class is the likeliest; `accepted`, whether it is all grammatical.
 *
 * Differs: from U-DPO, Section 4.1, in every size. A word classifier stands for SciBERT, word vectors for MiniLM.
 */
export function worldPipeline(options: WorldPipelineOptions = {}): PipelineScene {
  const { name = "world", settings = worldPipelineSettings, models = usualModels } = options;
  const worlds = models.map(({ world }) => drawnWorld(world));
  const worldOf = (seed: number) => worlds[seed % worlds.length];
  const generators = worldGenerators(models, settings.tuning.beta, options.tell);
  const { labels } = worlds[0].real;
  const texts = (seed: number) => textsOf(worldOf(seed), settings.texts, seed);
  return {
    data: name,
    labels,
    settings,
    fingerprint: {
      models: models.map(pretrainKey),
      classifier: worldWordClassifier,
      texts: fingerprintOf(worlds.flatMap(({ real }) => real.sample(50, stream(0, "u-dpo/fingerprint")))),
    },
    texts,
    generator: (seed, signal) => generators.take(seed, signal),
    fit: wordClassifier(labels, worldWordClassifier),
    async embed(some, seed) {
      const embed = wordEmbedding(texts(seed).real.map(({ text }) => text));
      return some.map(embed);
    },
    judge: (text, label, seed) => judged(worldOf(seed), text, label),
    dispose: generators.dispose,
  };
}

/** Texts of a run; more of them begin with the fewer. */
function textsOf({ real }: World, sizes: PipelineSettings["texts"], seed: number): RunTexts {
  const random = stream(seed, "u-dpo/world texts");
  const { realPerClass, manyTimes } = sizes;
  const ofClass = real.labels.map((label) =>
    real.sampleOfLabel(label, realPerClass * manyTimes, random.child(label)),
  );
  return {
    real: ofClass.flatMap((texts) => texts.slice(0, realPerClass)),
    manyReal: ofClass.flat(),
    test: real.sample(sizes.test, random.child("test")),
  };
}

function judged({ grammar, real }: World, text: string, label: string) {
  const posterior = real.posterior(text);
  const fidelity = posterior[real.labels.indexOf(label)];
  return {
    fidelity,
    rightClass: fidelity === Math.max(...posterior) ? 1 : 0,
    accepted: rejectedShare(grammar, text) === 0 ? 1 : 0,
  };
}

/** Loads or trains each model when a run first asks for it; models of one shape share their graphs. */
function worldGenerators(
  models: readonly WorldModel[],
  beta: number,
  tell: (text: string) => void = () => {},
) {
  const loaded = new Map<WorldModel, Promise<TunableGenerator>>();
  const shared = new Map<string, Pick<TunableGenerator, "preferenceStep" | "recordings">>();
  const load = async (model: WorldModel, signal?: AbortSignal): Promise<TunableGenerator> => {
    const { decoder } = await worldLanguageModel({
      ...model,
      signal,
      onProgress: ({ step, steps }) => {
        if (step % 100 === 0) tell(`training a language model of the world: step ${step} of ${steps}`);
      },
    });
    const policy = wholePolicy(decoder);
    const shape = JSON.stringify(decoder.config);
    const graphs = shared.get(shape) ?? {
      preferenceStep: preferenceStep(policy, pairLoss(beta)),
      recordings: generationRecordings(decoder.config),
    };
    shared.set(shape, graphs);
    const { tokenizer } = decoder;
    return {
      name: pretrainKey(model),
      decoder,
      policy,
      ...graphs,
      promptTokens: (asked) => tokenizer.encode(worldPromptText(asked)).ids,
      completionTokens: (text) => tokenizer.encodePlain(worldCompletion(text)),
    };
  };
  return {
    take(seed: number, signal?: AbortSignal): Promise<TunableGenerator> {
      const model = models[seed % models.length];
      const known = loaded.get(model) ?? load(model, signal);
      loaded.set(model, known);
      known.catch(() => loaded.delete(model));
      return known;
    },
    dispose() {
      for (const { preferenceStep, recordings } of shared.values()) {
        preferenceStep.dispose();
        recordings?.dispose();
      }
      for (const known of loaded.values())
        known.then(
          ({ decoder }) => disposeTree(decoder.params),
          () => {},
        );
      loaded.clear();
    },
  };
}
