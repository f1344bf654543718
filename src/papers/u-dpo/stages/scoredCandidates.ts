/** @file Candidates with their margins, internal rewards and utilities: Eq. 2 to 4. */
import type { Example } from "../../../data/dataset";
import { classCentroid } from "../../../preference/centroidSimilarity";
import { degenerateText } from "../../../preference/degenerateText";
import { margin } from "../../../preference/margin";
import type { Candidate } from "../../../preference/preferencePairs";
import { utility } from "../../../preference/utility";
import { cosineSimilarity } from "../../../statistics/cosineSimilarity";
import type { WrittenText } from "./candidates";
import type { MarginClassifier } from "./marginClassifier";
import type { PipelineScene } from "./scene";

/** A candidate with the parts of its utility. */
export interface ScoredCandidate extends Candidate {
  /** r_int. */
  readonly internal: number;
}

/**
 * Margins of written texts under f.
 *
 * @returns one number from -1 to 1 for each text
 */
export async function marginsOf(
  labels: readonly string[],
  classifier: MarginClassifier,
  written: readonly WrittenText[],
  signal?: AbortSignal,
): Promise<number[]> {
  const probabilities = await classifier.probabilities(
    written.map(({ text }) => text),
    signal,
  );
  return written.map(({ label }, at) => margin(probabilities[at], labels.indexOf(label)));
}

/**
 * Scores candidates.
 *
 * r_int is the cosine to the middle of the class's real texts; 0 for a text without a word.
 *
 * Source:  U-DPO, Section 3.4.
 * Differs: the paper does not say with what it compares a text's embedding; see `centroidSimilarity`.
 *
 * @param real the run's labelled texts, whose embeddings make the classes' middles
 */
export async function scoredCandidates(
  scene: Pick<PipelineScene, "labels" | "embed" | "settings">,
  classifier: MarginClassifier,
  written: readonly WrittenText[],
  { real, seed, signal }: { real: readonly Example[]; seed: number; signal?: AbortSignal },
): Promise<ScoredCandidate[]> {
  const { labels, settings } = scene;
  const margins = await marginsOf(labels, classifier, written, signal);
  const texts = [...real, ...written].map(({ text }) => text);
  const embeddings = await scene.embed(texts, seed, signal);
  const centres = new Map(
    labels.map((label) => {
      const own = embeddings.filter((_, at) => real[at]?.label === label);
      return [label, classCentroid(own, embeddings[0].length)];
    }),
  );
  return written.map(({ prompt, label, text }, at) => {
    const isEmpty = degenerateText(text, []) === "empty";
    const internal = isEmpty ? 0 : cosineSimilarity(embeddings[real.length + at], centres.get(label)!);
    const external = margins[at];
    return {
      prompt: String(prompt),
      label,
      text,
      margin: external,
      internal,
      utility: utility(internal, external, settings.margins.lambda),
    };
  });
}
