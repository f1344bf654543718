/** @file The texts that a run's checker doubts most, side by side with what could stand in their places. */
import type { StageCache } from "../../experiments/stageCache";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { beliefs, taughtByReal } from "./lesson";
import { suspects } from "./remedies";
import { type RephraseSettings, rephraseSettings, togetherClassifier } from "./settings";
import { firstOfEachClass, textsToMend } from "./textsToMend";

/** A generated text and its three versions. */
export interface Suspect {
  label: string;
  /** P'(y | x) of the label. */
  belief: number;
  trueLabel: string;
  readerLabel: string;
  text: string;
  anew: string;
  rephrased: string;
}

/** All texts of a run, the least believed first. */
export async function firstSuspects(
  run: PipelineRun,
  cache: StageCache,
  signal?: AbortSignal,
  settings: RephraseSettings = rephraseSettings,
): Promise<Suspect[]> {
  const { seed, scene, texts } = run;
  const { labels } = scene;
  const { asWritten, anew, rephrased } = await textsToMend(run, cache, settings, signal);
  const real = firstOfEachClass(texts.real, labels, settings.realPerClass);
  const checker = await taughtByReal({ seed, labels, classifier: togetherClassifier, real });
  const logQuality = await beliefs(checker, labels, asWritten.texts);
  return suspects(logQuality, logQuality.length).map((at) => ({
    ...asWritten.texts[at],
    belief: Math.exp(logQuality[at]),
    anew: anew.texts[at].text,
    rephrased: rephrased.texts[at].text,
  }));
}
