/** @file The tasks of the study in the exact world: what a classifier has to learn, and on which texts. */
import type { Example } from "../../data/dataset";
import { createWorld } from "../../data/world/world";
import type { WorldDistribution } from "../../data/world/worldDistribution";
import type { Random } from "../../random/stream";
import { worldKnobs } from "../world/worldKnobs";
import { pairsOf } from "./pairsOf";
import type { StudySettings } from "./settings";
import { studyStream } from "./studyStream";

export interface StudyTask {
  name: string;
  labels: readonly string[];
  /** The real texts of a run. */
  real(seed: number): RealTexts;
  /** What texts that were asked for by field become in this task. */
  made(written: readonly Example[], random: Random): Example[];
}

export interface RealTexts {
  /** What the run has labels for. */
  raw: readonly Example[];
  test: readonly Example[];
}

/** Of the imbalanced task: three fields are three times as frequent as the others. */
const frequentFields = 3;
const frequency = 3;

/**
 * Eleven balanced fields; the same with three frequent and eight rare ones; pairs of texts, of one field or of two.
 *
 * All tasks of a run have their real texts from the same ones, so that a set of generated texts serves all three: those
 * that may be shown in prompts are in the raw texts of each.
 *
 * Differs: from arXiv 2407.12813, whose six tasks are real sets, among them pairs (BoolQ, RTE).
 */
export function studyTasks(settings: StudySettings): StudyTask[] {
  const { real } = createWorld(worldKnobs);
  const weights = real.labels.map((_, at) => (at < frequentFields ? frequency : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const classPrior = weights.map((weight) => weight / total);
  const skewed = createWorld({ ...worldKnobs, real: { ...worldKnobs.real, classPrior } }).real;
  const texts = (seed: number) => realTexts(real, settings.rawPerClass, seed);
  return [
    {
      name: "fields",
      labels: real.labels,
      real: (seed) => ({ raw: texts(seed), test: testTexts(real, settings.test, seed) }),
      made: (written) => [...written],
    },
    {
      name: "imbalanced fields",
      labels: real.labels,
      real: (seed) => ({
        raw: skewedTexts(real, settings, seed),
        test: testTexts(skewed, settings.test, seed),
      }),
      made: (written) => [...written],
    },
    {
      name: "pairs",
      labels: pairsOf.labels,
      real: (seed) => ({
        raw: pairsOf(texts(seed), studyStream(seed, "raw pairs")),
        test: pairsOf(testTexts(real, settings.test, seed), studyStream(seed, "test pairs")),
      }),
      made: pairsOf,
    },
  ];
}

/** So many real texts of each field; more of them begin with the fewer. */
export function realTexts(real: WorldDistribution, perClass: number, seed: number): Example[] {
  const random = studyStream(seed, "real");
  return real.labels.flatMap((label) => real.sampleOfLabel(label, perClass, random.child(label)));
}

function testTexts(real: WorldDistribution, count: number, seed: number): Example[] {
  return real.sample(count, studyStream(seed, "test"));
}

/** About as many as the balanced task has, rare fields with those texts only that may be shown. */
function skewedTexts(real: WorldDistribution, { shownPerClass }: StudySettings, seed: number): Example[] {
  const random = studyStream(seed, "real");
  return real.labels.flatMap((label, at) =>
    real.sampleOfLabel(
      label,
      at < frequentFields ? frequency * shownPerClass : shownPerClass,
      random.child(label),
    ),
  );
}
