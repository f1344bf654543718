/** @file What is measured of each stage of the run at scale `small`, and of the classifiers at its end. */
import type { Example } from "../../data/dataset";
import { disposeTree } from "../../engine/tensorTree";
import { textVariety } from "../../evaluation/textVariety";
import { watchPreferences } from "../../evaluation/watchPreferences";
import { stream } from "../../random/stream";
import { mean } from "../../statistics/mean";
import { type ArmTexts, type SmallRunSettings, splitFacts, splitPairs, usableCandidates } from "./smallRun";
import { evenly } from "./stages/pairSets";
import type { PipelineRun, RunProgress } from "./stages/pipelineRun";
import { trainedOn } from "./stages/trainedOn";
import { tunedPairs } from "./stages/tuneWriter";
import type { WriterArm } from "./stages/writerArm";

/** A classifier of these texts on the test; all training sets of a seed have the same chance. */
export async function scoresOf(
  { scene, texts }: PipelineRun,
  examples: readonly Example[],
  seed: number,
  { signal }: RunProgress,
): Promise<Record<string, number>> {
  const random = stream(seed, "u-dpo/downstream");
  return {
    ...(await trainedOn(scene, examples, texts.test, random, signal)),
    trainingTexts: examples.length,
  };
}

/** How many candidates there are, how f and the embeddings see them, and what pairs they make. */
export async function candidateFacts(
  run: PipelineRun,
  settings: SmallRunSettings,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const all = await run.candidates(signal);
  const usable = await usableCandidates(run, signal);
  return {
    candidates: all.length,
    usable: usable.length,
    temperature: (await run.classifier(signal)).temperature,
    margin: mean(usable.map(({ margin }) => margin)),
    similarity: mean(usable.map(({ internal }) => internal)),
    ...splitFacts(await splitPairs(run, settings, signal)),
  };
}

/** How a tuned generator ranks the pairs that it was not tuned on. */
export async function tuningFacts(
  run: PipelineRun,
  arm: WriterArm,
  settings: SmallRunSettings,
  progress: RunProgress,
): Promise<Record<string, number>> {
  const generator = await run.generator(progress.signal);
  const trained = await run.tuned(arm, progress);
  const { heldOut } = await splitPairs(run, settings, progress.signal);
  const pairs = await tunedPairs(evenly(heldOut), {
    settings: run.scene.settings.tuning,
    generator,
    prompts: run.prompts,
    signal: progress.signal,
  });
  const { decoder, policy } = generator;
  const watch = watchPreferences({ decoder, policy, pairs, batchSize: 8, signal: progress.signal });
  try {
    return { ...(await watch.measure(trained)) };
  } finally {
    watch.dispose();
    disposeTree(trained);
  }
}

/** How many texts of an arm are usable, and what those that were taken are like. */
export function armTextFacts({ texts, asked, usable }: ArmTexts): Record<string, number> {
  const margins = texts.map(({ margin }) => margin);
  return {
    asked,
    usable: usable / asked,
    texts: texts.length,
    margin: mean(margins),
    ...textVariety(texts.map(({ text }) => text)),
  };
}
