/** @file The runs of `data-study/1-methods` on one real set: the five ways of prompting, alone and beside real texts. */

import { dirname, join } from "node:path";
import type { Example } from "../../../data/dataset";
import { type TestScores, testScores } from "../../../evaluation/testScores";
import type { ExperimentOptions } from "../../../experiments/experiment";
import { type Cell, runGrid } from "../../../experiments/runGrid";
import type { RunRecord } from "../../../experiments/runRecord";
import { stageCache } from "../../../experiments/stageCache";
import { mean } from "../../../statistics/mean";
import type { PromptMethodName } from "../../../text/prompts/promptMethods";
import { paperStudy } from "../settings";
import { studyStream } from "../studyStream";
import { openSmallScene, type SmallScene } from "./openSmallScene";
import { ownAccuracy } from "./ownAccuracy";
import { answerFacts, variety } from "./setFacts";
import { type SmallStudySettings, smallStudySettings } from "./settings";
import { samplesFile, textSamples, writeTextSamples } from "./textSamples";
import { examplesOf, type WritingPlace, type WrittenSet, writtenSet } from "./writtenSet";

const experiment = { name: "data-study/1-methods", scale: "small", revision: 1 };

/**
 * Runs, for seeds 0, 1, ...: the real texts alone, of each way of prompting the set as such, alone, and beside the real
 * texts, and the generator as a classifier. A seed is another draw of real texts, other texts written and other
 * classifiers.
 *
 * Texts are kept in the folder `texts` beside the ledger: a killed run goes on from the last one. A few of those of seed
 * 0 are put beside the ledger at the end, see `textSamples`.
 *
 * @throws RangeError if no folder is given, or as `openSmallScene`; the signal's reason if it is aborted
 */
export async function runSmallMethods(
  { data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: SmallStudySettings = smallStudySettings,
): Promise<RunRecord[]> {
  if (data === undefined) {
    throw new RangeError(`${experiment.name}: data is missing, expected a folder at scale small`);
  }
  onProgress?.({ done: 0, total: 0, text: "opening the models" });
  const scene = await openSmallScene(data, settings);
  const folder = ledger && join(dirname(ledger), "texts");
  try {
    const cells = Array.from({ length: seeds }, (_, seed) => cellsOf(scene, seed, folder)).flat();
    const records = await runGrid({ cells, ledger, onProgress, signal });
    if (ledger) await keepSamples(scene, ledger, { folder, signal });
    return records;
  } finally {
    scene.dispose();
  }
}

/** The sets are read from their ledgers: nothing is written anew. */
async function keepSamples(scene: SmallScene, ledger: string, place: WritingPlace): Promise<void> {
  const sets: WrittenSet[] = [];
  for (const method of paperStudy.methods) sets.push(await writtenSet(scene, method, 0, place));
  writeTextSamples(samplesFile(ledger), textSamples(scene.dataset, sets, 0));
}

type Measure = (signal: AbortSignal) => Promise<Record<string, number>>;

function cellsOf(scene: SmallScene, seed: number, folder?: string): Cell[] {
  const once = stageCache();
  const written = (method: PromptMethodName, signal: AbortSignal): Promise<WrittenSet> =>
    once("written", method, () => writtenSet(scene, method, seed, { folder, signal }));
  const cell = (source: string, method: string, run: Measure): Cell => ({
    data: scene.dataset.name,
    source,
    method,
    seed,
    settings: { ...experiment, ...scene.identity },
    run,
  });
  const { raw } = scene.rows(seed);
  return [
    cell("real", "real only", async (signal) => ({
      ...(await learnedScores(scene, raw, seed, signal)),
      ...(await variety(scene, raw, signal)),
    })),
    ...paperStudy.methods.flatMap((method) => [
      cell("texts", method, async (signal) => {
        const set = await written(method, signal);
        return { ...answerFacts(set), ...(await variety(scene, examplesOf(set), signal)) };
      }),
      ...["synthetic", "mixed"].map((source) =>
        cell(source, method, async (signal) => {
          const examples = examplesOf(await written(method, signal));
          return learnedScores(scene, source === "mixed" ? [...raw, ...examples] : examples, seed, signal);
        }),
      ),
    ]),
    cell("generator", "zero-shot", (signal) => ownAccuracy(scene, seed, signal)),
  ];
}

/** Means over the classifiers of a training set, and how far the most accurate is from the least. */
async function learnedScores(
  scene: SmallScene,
  train: readonly Example[],
  seed: number,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const { labels } = scene.dataset;
  const { test } = scene.rows(seed);
  const scores: TestScores[] = [];
  for (let learner = 0; learner < scene.settings.learners; learner++) {
    const fitted = await scene.learner.fit(train, studyStream(seed, `small/learner ${learner}`), signal);
    try {
      scores.push(testScores(await fitted.logProbs(test, signal), test, labels));
    } finally {
      fitted.dispose();
    }
  }
  const accuracies = scores.map((one) => one.accuracy);
  return {
    accuracy: mean(accuracies),
    macroF1: mean(scores.map((one) => one.macroF1)),
    learnerSpread: Math.max(...accuracies) - Math.min(...accuracies),
    trainingTexts: train.length,
  };
}
