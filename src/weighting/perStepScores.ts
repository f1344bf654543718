/**
 * @file Checkers that are asked anew about every batch, instead of once about every text.
 */
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { ClassifierBatch, ClassifierGraphs } from "../training/classifierGraphs";
import type { TrainingStep } from "../training/trainingStep";

/**
 * A step whose columns are what checkers say of the batch at that moment.
 *
 * The numbers are those of columns computed once before training, up to rounding, since checkers do not change and
 * have no dropout. It costs a forward pass for each checker, text and epoch; the columns cost one for each text.
 *
 * Source:  Kuo et al. 2025, Section 4.4, and the authors' code, which asks its checkers within the training step.
 * Differs: from App. E of the paper, where weights are computed once before training.
 *
 * @param checkers weights of the checker that fills each column, as `logQuality`; they stay the caller's
 */
export function perStepScores(
  graphs: ClassifierGraphs,
  step: TrainingStep<ClassifierBatch>,
  checkers: Readonly<Record<string, Params>>,
): TrainingStep<ClassifierBatch> {
  return {
    ...step,
    take(state, batch, learningRate, seed) {
      const asked = Object.entries(checkers).map(
        ([name, params]) => [name, graphs.labelLogProbs(params, batch.input, batch.labels)] as const,
      );
      try {
        return step.take(
          state,
          { ...batch, columns: { ...batch.columns, ...Object.fromEntries(asked) } },
          learningRate,
          seed,
        );
      } finally {
        tf.dispose(asked.map(([, scores]) => scores));
      }
    },
  };
}
