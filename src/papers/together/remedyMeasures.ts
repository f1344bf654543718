/** @file What a remedy against wrong labels comes to: accuracy, tokens, seconds, labels. */
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { coreSeconds } from "./coreSeconds";
import { accuracyOn, beliefs, readyLesson, taughtByReal } from "./lesson";
import type { Diagnosis, Mended, Remedy } from "./remedies";
import { type RephraseSettings, togetherClassifier } from "./settings";
import { firstOfEachClass, type TextsToMend } from "./textsToMend";

export interface RemedyAtBudget {
  remedy: Remedy;
  /** Texts that may be written, as a share of those that are there. */
  budget: number;
  settings: RephraseSettings;
}

/**
 * Mends, teaches and tests.
 *
 * @returns `alone` and `beside`, accuracies; `wrong`, the share of labels that are not the likeliest class; `tokens`,
 *   `writing`, `labels`, what was spent beyond the texts as written; `checking`, `training`, seconds of a core for
 *   looking at labels and for one training, on real and generated texts; `spent`, all three kinds of seconds
 */
export async function remedyMeasures(
  run: PipelineRun,
  sets: TextsToMend,
  { remedy, budget, settings }: RemedyAtBudget,
): Promise<Measures> {
  const { scene, seed, texts } = run;
  const { labels } = scene;
  const real = firstOfEachClass(texts.real, labels, settings.realPerClass);
  const { value: diagnosis, spent: looking } = await coreSeconds(() =>
    diagnose(run, sets, settings, budget > 0),
  );
  const count = Math.round((budget || settings.dropped) * sets.asWritten.texts.length);
  const mended = remedy.mend(diagnosis, count);
  const { weighting } = remedy;
  const lesson = { seed, labels, classifier: togetherClassifier, real, generated: mended.texts, weighting };
  const { checking, ...ready } = await readyLesson(lesson);
  const { value: beside, spent: training } = await ready.beside();
  const costs = costsOf(mended, training, checking + (remedy.looks ? looking : 0));
  const test = texts.test.slice(0, settings.testTexts);
  return {
    alone: await accuracyOn(await ready.alone(), labels, test),
    beside: await accuracyOn(beside, labels, test),
    wrong: mean(mended.texts.map(({ label, trueLabel }) => (trueLabel === label ? 0 : 1))),
    ...costs,
  };
}

/** What was spent on a training set and on learning from it. */
export function costsOf(
  { tokens, writing, labels }: Omit<Mended, "texts">,
  training: number,
  checking: number,
): Measures {
  return { tokens, labels, writing, checking, training, spent: writing + checking + training };
}

/** The quality checker of the run's real texts is asked about every label. */
async function diagnose(
  { scene, seed, texts }: PipelineRun,
  sets: TextsToMend,
  { realPerClass }: RephraseSettings,
  hasMore: boolean,
): Promise<Diagnosis> {
  const { labels } = scene;
  const real = firstOfEachClass(texts.real, labels, realPerClass);
  const checker = await taughtByReal({ seed, labels, classifier: togetherClassifier, real });
  return {
    sets,
    logQuality: await beliefs(checker, labels, sets.asWritten.texts),
    logQualityAnew: hasMore ? await beliefs(checker, labels, sets.anew.texts) : [],
  };
}

/** The real texts alone. */
export async function realOnlyMeasures(
  { scene, seed, texts }: PipelineRun,
  { realPerClass, testTexts }: RephraseSettings,
): Promise<Measures> {
  const { labels } = scene;
  const real = firstOfEachClass(texts.real, labels, realPerClass);
  const fitted = await taughtByReal({ seed, labels, classifier: togetherClassifier, real });
  return { beside: await accuracyOn(fitted, labels, texts.test.slice(0, testTexts)) };
}
