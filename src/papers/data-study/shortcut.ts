/** @file A generated set with a shortcut, how it is found and what can be done about it: the parts of Section 6's runs. */

import type { Example } from "../../data/dataset";
import { type TokenAssociation, tokenAssociation } from "../../evaluation/tokenAssociation";
import { mean } from "../../statistics/mean";
import { wordsOf } from "../../text/wordsOf";
import { hasPhrase, inGenerated, inReal, phraseWords, plantedPhrase } from "./plantedPhrase";
import type { AskedText, Study } from "./study";
import { studyStream } from "./studyStream";

/** The texts of a run with the shortcut. */
export interface ShortcutScene {
  /** The field that the phrase gives away among generated texts. */
  field: string;
  clean: AskedText[];
  biased: AskedText[];
  /** Real texts, where the phrase says nothing. */
  raw: Example[];
  test: Example[];
}

/** Plants the phrase in one field's generated texts, another field in each run, and in real texts of all fields. */
export async function shortcutScene(
  study: Study,
  seed: number,
  signal?: AbortSignal,
): Promise<ShortcutScene> {
  const [task] = study.tasks;
  const field = task.labels[seed % task.labels.length];
  const clean = await study.written("zero-shot topic", seed, {}, signal);
  const real = task.real(seed);
  const random = studyStream(seed, "phrase");
  return {
    field,
    clean,
    biased: plantedPhrase(clean, (label) => (label === field ? inGenerated : 0), random.child("generated")),
    raw: plantedPhrase(real.raw, () => inReal, random.child("raw")),
    test: plantedPhrase(real.test, () => inReal, random.child("test")),
  };
}

/** Strict for generated texts, of which there are many words; usual for the few real ones. */
export const [strict, usual] = [4, 1.96];

/**
 * Words that go with a label among generated texts and do not among real ones: the one interval lies above the other.
 *
 * A word that no real text has is compared with no association at all.
 */
export function suspectWords(generated: readonly Example[], real: readonly Example[]): TokenAssociation[] {
  const known = tokenAssociation(real, { least: 1, z: usual });
  const upperEnds = new Map(known.map(({ token, label, high }) => [`${label} ${token}`, high]));
  const limit = noAssociation(real);
  return tokenAssociation(generated, { z: strict }).filter(
    ({ token, label, low }) => low > (upperEnds.get(`${label} ${token}`) ?? limit),
  );
}

/** The upper end for a word that neither the label's texts have nor the others': ln of their numbers' ratio, and error. */
function noAssociation(real: readonly Example[]): number {
  const labels = new Set(real.map(({ label }) => label)).size;
  const within = real.length / labels + 0.5;
  const outside = real.length - real.length / labels + 0.5;
  const error = Math.sqrt(2 / 0.5 + 1 / within + 1 / outside);
  return Math.log(outside / within) + usual * error;
}

/** What finding came to. */
export function findingMeasures(suspects: readonly TokenAssociation[]): Record<string, number> {
  const found = new Set(suspects.map(({ token }) => token));
  const planted = phraseWords.filter((word) => found.has(word)).length;
  return { plantedFound: planted / phraseWords.length, otherSuspects: found.size - planted };
}

/** The texts that have a suspect word of their own label. */
export function isSuspect(suspects: readonly TokenAssociation[]): (one: Example) => boolean {
  const names = new Set(suspects.map(({ token, label }) => `${label} ${token}`));
  return ({ text, label }) => wordsOf(text).some((word) => names.has(`${label} ${word}`));
}

/** Suspect texts written anew: the generator is shown each as an example and asked for another of its field. */
export async function rephrased(
  study: Study,
  texts: readonly AskedText[],
  suspects: readonly TokenAssociation[],
  seed: number,
  signal?: AbortSignal,
): Promise<AskedText[]> {
  const suspect = isSuspect(suspects);
  const old = texts.filter(suspect);
  const prompts = old.map(({ label, text }) => ({ label, demonstrations: [text] }));
  const fresh = await study.write(prompts, "rephrased", seed, {}, signal);
  let at = 0;
  return texts.map((one) => (suspect(one) ? { ...one, text: fresh[at++] } : one));
}

/** The texts without their suspect words. */
export function withoutWords(texts: readonly Example[], suspects: readonly TokenAssociation[]): Example[] {
  const words = new Set(suspects.map(({ token }) => token));
  return texts.map((one) => ({
    ...one,
    text: wordsOf(one.text)
      .filter((word) => !words.has(word))
      .join(" "),
  }));
}

/** The share of texts of a set that have the phrase. */
export function phraseShare(texts: readonly Example[]): number {
  return mean(texts.map(({ text }) => (hasPhrase(text) ? 1 : 0)));
}
