/**
 * @file One step of training on a batch that is too large to be held at once: gradients of its parts, summed.
 */
import { type AdamWState, adamWStart } from "../engine/adamW";
import { valueAndGradients } from "../engine/gradients";
import { graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import { disposeTree, mapTree, type Params, type TensorTree } from "../engine/tensorTree";
import { moveByGradients } from "./moveByGradients";
import type { StepLoss, StepResult, StepSettings, StepState, TrainingStep } from "./trainingStep";

/** A part of a step's batch. */
export type BatchPart<Batch extends TensorTree> = {
  batch: Batch;
  /** By how much the part's loss counts, a scalar: its share of what the loss is a mean over. Those of a step sum to 1. */
  share: tf.Tensor;
};

/** Σ share · loss of the parts so far, and its gradients. */
type Sums = { loss: tf.Scalar; gradients: Params };

/**
 * A training step over the parts of a batch, one graph call for each, so that memory holds one part at a time.
 *
 *     L = Σ_m s_m L_m,  Σ_m s_m = 1
 *
 * Where each part's loss is a mean over its examples (or tokens) and its share is its part of them, this is the loss
 * of the whole batch, and the step equals `trainingStep`'s up to rounding. Each part has dropout of its own.
 *
 * @param name what errors and traces call it
 * @throws RangeError if clipNorm is not above 0; when taken, if there is no part
 */
export function accumulatingStep<Batch extends TensorTree>(
  name: string,
  loss: StepLoss<Batch>,
  settings: StepSettings = {},
): TrainingStep<BatchPart<Batch>[]> {
  const options = { xla: settings.xla, constants: settings.constants };
  const partSums = (params: Params, part: BatchPart<Batch>, seed: tf.Tensor): Sums => {
    const { value, gradients } = valueAndGradients(
      (weights) => tf.mul(loss(weights, part.batch, seed), part.share) as tf.Scalar,
      params,
    );
    return { loss: value, gradients };
  };
  const first = graphFunction(`${name}First`, partSums, options);
  const next = graphFunction(
    `${name}Next`,
    (params: Params, part: BatchPart<Batch>, seed: tf.Tensor, before: Sums) =>
      added(before, partSums(params, part, seed)),
    options,
  );
  const move = graphFunction(`${name}Move`, moveByGradients(name, settings), { xla: settings.xla });

  const sumParts = (params: Params, parts: BatchPart<Batch>[], seed: readonly [number, number]): Sums => {
    let sums: Sums | undefined;
    for (const [at, part] of parts.entries()) {
      const partSeed = tf.tensor1d([(seed[0] + at) | 0, seed[1]], "int32");
      const before = sums;
      sums = before ? next(params, part, partSeed, before) : first(params, part, partSeed);
      disposeTree([partSeed, ...(before ? [before] : [])]);
    }
    if (sums) return sums;
    throw new RangeError(`${name}: batch has no part, expected one or more`);
  };
  return {
    start: adamWStart,
    take: (state, parts, learningRate, seed) =>
      moveBy(move, state, sumParts(state.params, parts, seed), learningRate),
    dispose() {
      for (const graph of [first, next, move]) graph.dispose();
    },
  };
}

type Move = (
  params: Params,
  optimizer: AdamWState,
  gradients: Params,
  rate: tf.Tensor,
) => Omit<StepResult, "loss">;

function moveBy(move: Move, { params, optimizer }: StepState, sums: Sums, learningRate: number): StepResult {
  const rate = tf.scalar(learningRate);
  try {
    return { ...move(params, optimizer, sums.gradients, rate), loss: sums.loss };
  } finally {
    disposeTree([rate, sums.gradients]);
  }
}

function added(before: Sums, part: Sums): Sums {
  const gradients = mapTree(part.gradients, (gradient, path) =>
    tf.add(gradient, before.gradients[path.slice("tree.".length)]),
  );
  return { loss: tf.add(before.loss, part.loss), gradients };
}
