/** @file What every experiment of the study has in common: tasks, generator, written texts, a learner. */

import { basename, dirname, join } from "node:path";
import type { Example } from "../../data/dataset";
import { createWorld, type World } from "../../data/world/world";
import { disposeTree } from "../../engine/tensorTree";
import { type TestScores, testScores } from "../../evaluation/testScores";
import type { ExperimentOptions } from "../../experiments/experiment";
import { stageCache } from "../../experiments/stageCache";
import type { TextRequest } from "../../generation/generator";
import { writeTexts } from "../../generation/writeTexts";
import type { Random } from "../../random/stream";
import { type PromptMethodName, promptMethods, type TaskWords } from "../../text/prompts/promptMethods";
import { wordClassifier } from "../../training/wordClassifier";
import { worldKnobs } from "../world/worldKnobs";
import { worldLanguageModel } from "../world/worldLanguageModel";
import { type WorldModelSettings, worldModelSettings } from "../world/worldModelSettings";
import type { WorldPrompt } from "../world/worldPrompt";
import { askedTexts } from "./askedTexts";
import { type StudySettings, worldStudySettings } from "./settings";
import { type StudyGenerators, studyGenerators, textPrompt, topicPrompt } from "./studyGenerators";
import { generationSeeds, studyStream } from "./studyStream";
import { realTexts, type StudyTask, studyTasks } from "./studyTasks";

/** A text that the generator wrote, with what it was asked. */
export interface AskedText extends Example {
  prompt: WorldPrompt;
}

/** How a set of texts is written, where it is not as the settings say. */
export interface Asking {
  count?: number;
  temperature?: number;
  /** Another wording of the prompts than the world's usual one. */
  words?: TaskWords;
}

export interface Study {
  world: World;
  settings: StudySettings;
  tasks: StudyTask[];
  generators: StudyGenerators;
  /** What decides the numbers beside the experiment's own settings. */
  identity: { model: string; settings: StudySettings };
  /** The texts of a method in a run, in the order of asking; more begin with the fewer. Written once, then kept. */
  written(
    method: PromptMethodName,
    seed: number,
    asking?: Asking,
    signal?: AbortSignal,
  ): Promise<AskedText[]>;
  /** The different topics that the generator names for each field, in alphabetical order. */
  topics(seed: number, signal?: AbortSignal): Promise<Record<string, string[]>>;
  /** Texts for these prompts. */
  write(
    prompts: readonly WorldPrompt[],
    part: string,
    seed: number,
    asking?: Asking,
    signal?: AbortSignal,
  ): Promise<string[]>;
  dispose(): void;
}

/**
 * Opens the study at scale `world`.
 *
 * @param options of the experiment that runs; the written texts are kept in the folder `texts` beside its ledger
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function openStudy(
  caller: string,
  { data, ledger, signal, onProgress }: Pick<ExperimentOptions, "data" | "ledger" | "signal" | "onProgress">,
  settings: StudySettings = worldStudySettings,
  model: { settings: WorldModelSettings; seed: number } = { settings: worldModelSettings, seed: 0 },
): Promise<Study> {
  if (data !== undefined) throw new RangeError(`${caller}: data is ${data}, expected none at scale world`);
  const { decoder, folder } = await worldLanguageModel({
    ...model,
    signal,
    onProgress: ({ step, steps }) => {
      const text = `training the world's language model: step ${step} of ${steps}`;
      if (step % 100 === 0) onProgress?.({ done: 0, total: 0, text });
    },
  });
  const name = basename(folder);
  const once = stageCache();
  const generators = studyGenerators(decoder, name, settings.maxTokens);
  const world = createWorld(worldKnobs);
  const write = writer(settings, generators, ledger && join(dirname(ledger), "texts"));
  const study: Study = {
    world,
    settings,
    tasks: studyTasks(settings),
    generators,
    identity: { model: name, settings },
    write,
    topics: (seed, stop) =>
      once("topics", seed, () =>
        namedTopics(world.real.labels, settings.topicsAsked, generators, seed, stop),
      ),
    written: (method, seed, asking = {}, stop) =>
      once("written", JSON.parse(JSON.stringify({ method, seed, asking })), async () => {
        const { labels } = world.real;
        const shown = realTexts(world.real, settings.shownPerClass, seed);
        const topics = promptMethods[method].topic ? await study.topics(seed, stop) : {};
        const random = studyStream(seed, `asked/${method}`);
        const { count = settings.synthetic } = asking;
        const prompts = askedTexts(method, count, { labels, shown, topics }, random);
        const texts = await write(prompts, method, seed, asking, stop);
        return prompts.map((prompt, at) => ({ text: texts[at], label: prompt.label, prompt }));
      }),
    dispose() {
      generators.dispose();
      disposeTree(decoder.params);
    },
  };
  return study;
}

/** Writes texts by way of a ledger for each part of a run, so that none is written twice. */
function writer(
  settings: StudySettings,
  generators: StudyGenerators,
  folder: string | undefined,
): Study["write"] {
  return async (prompts, part, seed, { temperature = settings.temperature, words } = {}, signal) => {
    const seeds = generationSeeds(prompts.length, studyStream(seed, `written/${part}`));
    const requests = prompts.map(
      (prompt, at): TextRequest => ({
        prompt: textPrompt(prompt, words),
        label: prompt.label,
        seed: seeds[at],
      }),
    );
    const ledger =
      folder && join(folder, `${generators.texts(1).model}-${part.replaceAll(" ", "-")}-${seed}.jsonl`);
    const records = await writeTexts(generators.texts(temperature), requests, { ledger, signal });
    return records.map(({ text }) => text.trim());
  };
}

async function namedTopics(
  labels: readonly string[],
  times: number,
  { topics }: StudyGenerators,
  seed: number,
  signal?: AbortSignal,
): Promise<Record<string, string[]>> {
  const random = studyStream(seed, "topics");
  const requests = labels.flatMap((label) =>
    generationSeeds(times, random.child(label)).map((own) => ({
      prompt: topicPrompt(label),
      label,
      seed: own,
    })),
  );
  const records = await writeTexts(topics, requests, { signal });
  return Object.fromEntries(
    labels.map((label) => {
      const named = records.filter((record) => record.label === label).map(({ text }) => text.trim());
      return [label, [...new Set(named.filter((text) => text !== ""))].sort()];
    }),
  );
}

/** How right a classifier is on some texts. */
export type Scores = (test: readonly Example[]) => Promise<TestScores>;

/** Trains a classifier on some texts. */
export async function learned(
  { settings }: Study,
  { labels }: Pick<StudyTask, "labels">,
  train: readonly Example[],
  random: Random,
): Promise<Scores> {
  const classifier = await wordClassifier(labels, settings.classifier)(train, random);
  return async (test) => {
    return testScores(await classifier.logProbs(test.map(({ text }) => text)), test, labels);
  };
}

/** Accuracy and macro F1 on the test texts of a classifier trained on some texts. */
export async function learnedScores(
  study: Study,
  task: Pick<StudyTask, "labels">,
  train: readonly Example[],
  test: readonly Example[],
  random: Random,
): Promise<TestScores> {
  return (await learned(study, task, train, random))(test);
}
