/**
 * @file The training step of a classifier that learns its weights on the way, for the loop that trains everything.
 */
import { adamWStart } from "../engine/adamW";
import { tf } from "../engine/tensorflow";
import { disposeTree, mapTree } from "../engine/tensorTree";
import { crossEntropy } from "../losses/crossEntropy";
import { longestFirstBatches } from "../text/sortedBatches";
import type { ClassifierBatch, ClassifierGraphs } from "../training/classifierGraphs";
import type { TrainingStep } from "../training/trainingStep";
import type { LabelledInputs } from "./checker";
import {
  evenWeightStep,
  type LearnedWeightGraphs,
  learnedWeightGraphs,
  learnedWeightStep,
} from "./learnedWeightStep";
import { softmaxWeights } from "./phiWeights";

export interface LearnedWeightTraining {
  /** Recorded once for all runs: `learnedWeightClassifier`. */
  graphs: LearnedWeightGraphs<ClassifierBatch>;
  /** How many training texts there are; a batch's column `row` says which of them it has. */
  rows: number;
  /** The small real set, whose cross entropy the weights are to lower. */
  validation: LabelledInputs;
  /** From φ to weights; default softmax. */
  toWeights?: (phi: readonly number[]) => number[];
  phiDecay?: number;
  /** Steps of plain cross entropy before any weight is learned; default 0. */
  warmupSteps?: number;
}

/** The graphs of learned weights for a classifier and cross entropy. */
export function learnedWeightClassifier(graphs: ClassifierGraphs): LearnedWeightGraphs<ClassifierBatch> {
  const meanLoss = graphs.meanLoss(crossEntropy);
  return learnedWeightGraphs<ClassifierBatch>({
    weighted: (params, batch, weights, seed) => meanLoss(params, { ...batch, present: weights }, seed),
    validation: (params, part) => tf.mul(meanLoss(params, part), part.columns.share) as tf.Scalar,
  });
}

/** The step, and what it has learned so far. */
export interface LearnedWeightClassifierStep extends TrainingStep<ClassifierBatch> {
  /** φ of each training text, 1 at first. */
  readonly phi: Float64Array;
  /** Texts that went forward and backward so far, one by one, in batches, and of the real set. */
  readonly passes: { examples: number; validation: number };
}

/** Texts of the real set at a time. */
const validationBatch = 64;

/**
 * A step that serves one run: it remembers φ of every text.
 *
 * Source:  Hu et al. 2019, source code, as `learnedWeightStep`: φ starts at 1 and is divided by 5.
 * Differs: the authors' epochs of training before weights are learned are `warmupSteps`; clipping and AdamW are those of all other methods here; the mean over the real set is L_val.
 */
export function learnedWeightTraining(options: LearnedWeightTraining): LearnedWeightClassifierStep {
  const { graphs, rows, toWeights = softmaxWeights, phiDecay, warmupSteps = 0 } = options;
  const parts = validationParts(options.validation);
  const phi = new Float64Array(rows).fill(1);
  const passes = { examples: 0, validation: 0 };
  let taken = 0;
  return {
    phi,
    passes,
    start: adamWStart,
    take(state, batch, learningRate, seed) {
      const places = Array.from(batch.columns.row.dataSync());
      const present = batch.present.dataSync();
      const there = places.filter((_, i) => present[i] > 0);
      // Fillers come last.
      const kept = rowsOf(batch, 0, there.length);
      const examples = there.map((_, i) => rowsOf(batch, i, 1));
      try {
        const of = { ...state, learningRate, seed, batch: kept, examples, validation: parts };
        const settings = { ...of, phi: there.map((row) => phi[row]), toWeights, phiDecay };
        const result = (taken++ < warmupSteps ? evenWeightStep : learnedWeightStep)(graphs, settings);
        for (const [i, row] of there.entries()) phi[row] = result.phi[i];
        passes.examples += result.passes.examples;
        if (result.passes.validationParts > 0) passes.validation += options.validation.labels.length;
        return result.step;
      } finally {
        disposeTree([kept, examples]);
      }
    },
    dispose: () => disposeTree(parts),
  };
}

/** The small real set in batches, each with its share of the mean. */
function validationParts({ inputs, labels }: LabelledInputs): ClassifierBatch[] {
  return longestFirstBatches(inputs.encodings, validationBatch, inputs.longest).map((rows) => {
    const count = rows.weights.reduce((sum, weight) => sum + weight, 0);
    return {
      input: inputs.batch(rows),
      labels: tf.tensor1d(
        rows.rows.map((row) => labels[row]),
        "int32",
      ),
      present: tf.tensor1d(rows.weights),
      columns: { share: tf.scalar(count / labels.length) },
    };
  });
}

function rowsOf(batch: ClassifierBatch, from: number, count: number): ClassifierBatch {
  return mapTree(batch, (tensor) => {
    const rest = tensor.shape.slice(1);
    return tf.slice(tensor, [from, ...rest.map(() => 0)], [count, ...rest]);
  });
}
