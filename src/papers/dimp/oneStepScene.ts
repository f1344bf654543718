/**
 * @file The data and classifiers of one seed of `dimp/4.2-dimp`, and everything tried on them.
 */

import { worldDataset } from "../../data/world/worldDataset";
import type { WorldText } from "../../data/world/worldDistribution";
import {
  descend,
  emptyClassifier,
  type LinearClassifier,
  logProbsOf,
  type WordRow,
  wordReader,
} from "../../models/linearClassifier";
import { worldKnobs } from "../world/worldKnobs";
import { oneStepGains, type Target } from "./oneStepGains";
import type { PointFacts } from "./oneStepRules";

/** Everything that decides the numbers. */
export type OneStepSettings = {
  rows: { smallReal: number; synthetic: number; test: number };
  /** Gradient steps on the whole generated set after which points are tried, from 0. */
  stages: number[];
  /** Rate of these steps, and of those on the small real set. */
  rate: number;
  /** Steps on the small real set: of the quality checker, and of the further training of Eq. 8. */
  checkerSteps: number;
  /** η, the rate of the one step on a single point. */
  pointRate: number;
};

/** Labelled texts as rows. */
export interface LabelledRows {
  rows: WordRow[];
  labels: number[];
}

/** One seed's sets, all read over the words of its training texts. */
export interface OneStepScene {
  settings: OneStepSettings;
  synthetic: LabelledRows;
  smallReal: LabelledRows;
  /** Real texts with the exact P(y | x), and the small real set with its labels. */
  targets: { real: Target; smallReal: Target };
  /** log P(y | x) and log Q(y | x) of the generated labels, and which of them are wrong. */
  logReal: number[];
  logGenerated: number[];
  wrongLabel: boolean[];
  /** A classifier that knows nothing. */
  empty: LinearClassifier;
  /** log P'(y | x) of the generated labels. */
  logQuality: number[];
}

/** Draws the seed's texts and fits its quality checker. */
export function oneStepScene(settings: OneStepSettings, seed: number): OneStepScene {
  const { rows } = settings;
  const sizes = { train: rows.smallReal, validation: 0, test: rows.test, synthetic: rows.synthetic };
  const data = worldDataset({ sizes, knobs: worldKnobs, seed });
  const texts = data.synthetic.synthetic;
  const reader = wordReader([...data.train, ...texts].map(({ text }) => text));
  const read = (of: readonly WorldText[]): LabelledRows => ({
    rows: of.map(({ text }) => reader.read(text)),
    labels: of.map(({ label }) => data.labels.indexOf(label)),
  });
  const [synthetic, smallReal, test] = [texts, data.train, data.test].map(read);
  const { real, generated } = data.world;
  const empty = emptyClassifier(reader.size, data.labels.length);
  const checker = trainOn(empty, smallReal, settings.checkerSteps, settings.rate);
  return {
    settings,
    synthetic,
    smallReal,
    targets: {
      real: { rows: test.rows, wanted: data.test.map(({ text }) => real.posterior(text)) },
      smallReal: {
        rows: smallReal.rows,
        wanted: smallReal.labels.map((label) => oneHot(label, empty.classes)),
      },
    },
    logReal: texts.map(({ text, label }) => real.logPosterior(text, label)),
    logGenerated: texts.map(({ text, label }) => generated.logPosterior(text, label)),
    wrongLabel: texts.map(({ label, trueLabel }) => label !== trueLabel),
    empty,
    logQuality: logProbsOfLabels(checker, synthetic),
  };
}

/** What trying every point at one stage of training gives, and what the rules know of the points. */
export interface TriedPoints {
  /** Fall of the cross entropy on real text, exact labels, for one step on each point. */
  gains: number[];
  /** Its fall on the small real set, which is what Eq. 8 stands for. */
  gainsOnSmallReal: number[];
  facts: PointFacts;
}

/** Tries every generated text on a classifier. */
export function tryPoints(scene: OneStepScene, classifier: LinearClassifier): TriedPoints {
  const { synthetic, smallReal, targets, settings } = scene;
  const trained = trainOn(classifier, smallReal, settings.checkerSteps, settings.rate);
  return {
    gains: oneStepGains(classifier, synthetic, targets.real, settings.pointRate),
    gainsOnSmallReal: oneStepGains(classifier, synthetic, targets.smallReal, settings.pointRate),
    facts: {
      logModel: logProbsOfLabels(classifier, synthetic),
      logTrained: logProbsOfLabels(trained, synthetic),
      logQuality: scene.logQuality,
      logReal: scene.logReal,
      logGenerated: scene.logGenerated,
    },
  };
}

/** The classifiers of the stages: cross entropy on the generated set, so many steps each. */
export function stageClassifiers({ settings, synthetic, empty }: OneStepScene): LinearClassifier[] {
  let steps = 0;
  let classifier = empty;
  return settings.stages.map((stage) => {
    classifier = trainOn(classifier, synthetic, stage - steps, settings.rate);
    steps = stage;
    return classifier;
  });
}

/** So many steps of cross entropy on a whole set. */
function trainOn(
  classifier: LinearClassifier,
  { rows, labels }: LabelledRows,
  steps: number,
  rate: number,
): LinearClassifier {
  let current = classifier;
  for (let step = 0; step < steps; step++) current = descend(current, rows, labels, rate);
  return current;
}

/** log p(y | x) of each row's own label. */
function logProbsOfLabels(classifier: LinearClassifier, { rows, labels }: LabelledRows): number[] {
  return rows.map((row, i) => logProbsOf(classifier, row)[labels[i]]);
}

function oneHot(label: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => (c === label ? 1 : 0));
}
