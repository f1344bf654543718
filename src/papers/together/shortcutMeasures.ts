/** @file What a remedy against a planted shortcut comes to. */
import { stream } from "../../random/stream";
import type { Measures } from "../../training/history";
import { hasPhrase, inGenerated, inReal, plantedPhrase } from "../data-study/plantedPhrase";
import { isSuspect, phraseShare, suspectWords } from "../data-study/shortcut";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { askedSet } from "./askedSet";
import { coreSeconds } from "./coreSeconds";
import { accuracyOn, readyLesson } from "./lesson";
import { costsOf } from "./remedyMeasures";
import { type RephraseSettings, togetherClassifier } from "./settings";
import type { ShortcutRemedy } from "./shortcutRemedies";
import { asExample, firstOfEachClass, type TextsToMend } from "./textsToMend";

export interface ShortcutCase {
  remedy: ShortcutRemedy;
  settings: RephraseSettings;
  signal?: AbortSignal;
}

/**
 * Plants the phrase, another field in each run, mends, teaches and tests.
 *
 * @returns as `remedyMeasures`; `misled`, the accuracy beside real texts on test texts of other fields that have the
 *   phrase; `withPhrase`, the share of generated texts that have it
 */
export async function shortcutMeasures(
  run: PipelineRun,
  clean: TextsToMend,
  { remedy, settings, signal }: ShortcutCase,
): Promise<Measures> {
  const { scene, seed, texts } = run;
  const { labels } = scene;
  const field = labels[seed % labels.length];
  const random = stream(seed, "together/phrase");
  const inField = (label: string) => (label === field ? inGenerated : 0);
  const planted = plantedPhrase(clean.asWritten.texts, inField, random.child("generated"));
  const few = firstOfEachClass(texts.real, labels, settings.realPerClass);
  const real = plantedPhrase(few, () => inReal, random.child("real"));
  const test = plantedPhrase(texts.test.slice(0, settings.testTexts), () => inReal, random.child("test"));
  const { value: suspects, spent: looking } = await coreSeconds(async () => {
    const suspect = isSuspect(suspectWords(planted, real));
    return planted.flatMap((one, at) => (suspect(one) ? [at] : []));
  });
  const sets = { ...clean, asWritten: { ...clean.asWritten, texts: planted } };
  const rephrase = () => shownWithPhrase(run, sets, suspects, settings, signal);
  const mended = await remedy.mend({ sets, clean: clean.asWritten.texts, suspects, rephrase });
  const { weighting } = remedy;
  const lesson = { seed, labels, classifier: togetherClassifier, real, generated: mended.texts, weighting };
  const { checking, ...ready } = await readyLesson(lesson);
  const { value: beside, spent: training } = await ready.beside();
  const misled = test.filter(({ text, label }) => hasPhrase(text) && label !== field);
  return {
    alone: await accuracyOn(await ready.alone(), labels, test),
    beside: await accuracyOn(beside, labels, test),
    misled: await accuracyOn(beside, labels, misled),
    withPhrase: phraseShare(mended.texts),
    suspects: suspects.length,
    ...costsOf(mended, training, checking + (remedy.looks ? looking : 0)),
  };
}

/** The suspects rephrased, in their places; the other places keep their texts, for no token. */
async function shownWithPhrase(
  run: PipelineRun,
  { asWritten }: TextsToMend,
  suspects: readonly number[],
  { temperature }: RephraseSettings,
  signal?: AbortSignal,
): Promise<TextsToMend["rephrased"]> {
  const prompts = suspects.map((at) => asExample(asWritten.texts[at]));
  const random = stream(run.seed, "together/rephrased with phrase");
  const fresh = await askedSet(run, prompts, { sampling: { temperature, topP: 1 }, random, signal });
  const texts = [...asWritten.texts];
  const tokens = asWritten.tokens.map(() => 0);
  suspects.forEach((place, at) => {
    texts[place] = { ...texts[place], text: fresh.texts[at].text };
    tokens[place] = fresh.tokens[at];
  });
  return { texts, tokens, coreSeconds: fresh.coreSeconds };
}
