/**
 * @file A model that says how likely each text's label is: what quality and diversity checkers have in common.
 */
import type { Params } from "../engine/tensorTree";
import { disposeTree } from "../engine/tensorTree";
import { crossEntropy } from "../losses/crossEntropy";
import type { Random } from "../random/stream";
import type { ClassifierGraphs } from "../training/classifierGraphs";
import type { ClassifierInputs } from "../training/classifierInputs";
import type { History } from "../training/history";
import type { TrainProgress } from "../training/train";
import { type ClassifierSchedule, trainClassifier } from "../training/trainClassifier";

/** Texts with the class of each, by its number. */
export interface LabelledInputs {
  inputs: ClassifierInputs;
  labels: ArrayLike<number>;
}

export interface CheckerOptions {
  graphs: ClassifierGraphs;
  /** Weights to begin with, classification head included; they stay the caller's. */
  params: Params;
  /** What it is fitted on. */
  fitOn: LabelledInputs;
  schedule: ClassifierSchedule;
  random: Random;
  signal?: AbortSignal;
  onProgress?: (progress: TrainProgress) => void;
}

/** A fitted checker; its weights do not change any more. */
export interface Checker {
  /** The trained weights; freed by `dispose`. */
  readonly params: Params;
  readonly history: History;
  /**
   * log p(y | x) of each text's own label, in nats, without dropout.
   *
   * A list of texts is run through the model once: asked again, also with other labels, nothing is computed.
   */
  logProbs(data: LabelledInputs, signal?: AbortSignal): Promise<number[]>;
  dispose(): void;
}

/**
 * Fits a classifier with cross entropy and keeps its last weights.
 *
 * @throws RangeError if labels and texts do not fit; the signal's reason if it is aborted
 */
export async function fitChecker(options: CheckerOptions): Promise<Checker> {
  const { graphs, params, fitOn, schedule, random, signal, onProgress } = options;
  const run = { graphs, params, ...fitOn, schedule, random, signal, onProgress };
  const trained = await trainClassifier({ ...run, loss: crossEntropy, columns: {} });
  const known = new WeakMap<ClassifierInputs, Float32Array[]>();
  return {
    params: trained.params,
    history: trained.history,
    async logProbs({ inputs, labels }, signal) {
      const rows = known.get(inputs) ?? (await graphs.logProbs(trained.params, inputs, { signal }));
      known.set(inputs, rows);
      return rows.map((classes, row) => classes[labels[row]]);
    },
    dispose: () => disposeTree(trained.params),
  };
}
