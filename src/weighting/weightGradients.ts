/**
 * @file How the loss on real text would change if one example counted a little more: Hu et al. 2019.
 */
import { type AdamWState, adamWStep } from "../engine/adamW";
import { valueAndGradients } from "../engine/gradients";
import { graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import { disposeTree, mapTree, type Params, type TensorTree } from "../engine/tensorTree";

/** What is made small on the training set and on the small real set. */
export interface WeightedLosses<Batch extends TensorTree> {
  /** Σ w_i L_i over the examples of a batch, w of shape [B]; it must depend on every parameter. */
  weighted(params: Params, batch: Batch, weights: tf.Tensor, seed: tf.Tensor): tf.Scalar;
  /** A part of L_val, without dropout. */
  validation(params: Params, part: Batch): tf.Scalar;
}

/** One batch of training examples and what is to be low in the end. */
export interface WeightGradientOptions<Batch extends TensorTree> {
  params: Params;
  /** The state of Adam as it is before the step. */
  optimizer: AdamWState;
  learningRate: number;
  /** φ_i of each example, the weight that is learned. */
  phi: readonly number[];
  /** Each example as a batch of one. */
  examples: readonly Batch[];
  /** Parts of the real set; their losses add up to L_val(θ). */
  validation: readonly Batch[];
  /** Of this step's dropout, the same for all examples. */
  seed: readonly [number, number];
}

/** The two computations, recorded once for each shape of batch. */
export interface WeightGradientGraphs<Batch extends TensorTree> {
  /** d_i as one vector. */
  move(params: Params, optimizer: AdamWState, rate: tf.Tensor, example: Batch, seed: tf.Tensor): tf.Tensor1D;
  /** The slopes, shape [B], from all d_i. */
  slopes(params: Params, moves: tf.Tensor1D[], phi: tf.Tensor1D, validation: readonly Batch[]): tf.Tensor1D;
  dispose(): void;
}

/**
 * The slope of the validation loss after one step in the weight of each example.
 *
 *     d_i   = Adam's move for ∇L_i alone, from the live moments, taken as a constant
 *     θ'    = θ + Σ φ_i d_i
 *     slope = ∂L_val(θ') / ∂φ_i = ⟨∇L_val(θ'), d_i⟩
 *
 * As d_i is a constant, no second derivative is needed: an inner product takes its place. It costs a forward and a
 * backward pass for each example by itself, and one over the whole real set; all d_i are held at once.
 *
 * Source:  Hu et al. 2019, the source code of data weighting that the authors published with it.
 * Differs: as their code from their text, which differentiates through the step. Momentum is counted once per
 *          example there and here. Adam's move is this project's, with bias correction.
 *
 * @returns one number per example; below 0 where more of the example lowers the loss on real text
 * @throws RangeError if phi and examples differ in length, or there is no example or no validation part
 */
export function weightGradients<Batch extends TensorTree>(
  graphs: WeightGradientGraphs<Batch>,
  { params, optimizer, learningRate, phi, examples, validation, seed }: WeightGradientOptions<Batch>,
): number[] {
  expectBatch(phi.length, examples.length, validation.length);
  const numbers = { rate: tf.scalar(learningRate), seed: tf.tensor1d([...seed], "int32") };
  const moves = examples.map((example) =>
    graphs.move(params, optimizer, numbers.rate, example, numbers.seed),
  );
  const weights = tf.tensor1d([...phi]);
  const slopes = graphs.slopes(params, moves, weights, validation);
  const values = Array.from(slopes.dataSync());
  disposeTree([numbers, moves, weights, slopes]);
  return values;
}

/** The graphs of `weightGradients` for losses of this form. */
export function weightGradientGraphs<Batch extends TensorTree>(
  losses: WeightedLosses<Batch>,
): WeightGradientGraphs<Batch> {
  const move = graphFunction(
    "learnedWeightMove",
    (params: Params, optimizer: AdamWState, rate: tf.Tensor, example: Batch, seed: tf.Tensor) =>
      tf.tidy(() => moveOf(losses, params, optimizer, rate, example, seed)),
  );
  const slopes = graphFunction(
    "learnedWeightSlopes",
    (params: Params, moves: tf.Tensor1D[], phi: tf.Tensor1D, validation: readonly Batch[]) =>
      tf.tidy(() => slopesOf(losses, params, tf.stack(moves) as tf.Tensor2D, phi, validation)),
  );
  const dispose = () => {
    move.dispose();
    slopes.dispose();
  };
  return { move, slopes, dispose };
}

/** Adam's move for one example: the step that zero weights would take, so that no digit is lost to the weights. */
function moveOf<Batch extends TensorTree>(
  losses: WeightedLosses<Batch>,
  params: Params,
  optimizer: AdamWState,
  learningRate: tf.Tensor,
  example: Batch,
  seed: tf.Tensor,
): tf.Tensor1D {
  const alone = tf.ones([1]);
  const { gradients } = valueAndGradients((at) => losses.weighted(at, example, alone, seed), params);
  const origin = mapTree(params, (tensor) => tf.zerosLike(tensor));
  return flat(adamWStep(origin, gradients, optimizer, { learningRate, weightDecay: 0 }).params);
}

function slopesOf<Batch extends TensorTree>(
  losses: WeightedLosses<Batch>,
  params: Params,
  moves: tf.Tensor2D,
  phi: tf.Tensor1D,
  validation: readonly Batch[],
): tf.Tensor1D {
  const along = tf.reshape(tf.matMul(tf.reshape(phi, [1, -1]), moves), [-1]) as tf.Tensor1D;
  const moved = addFlat(params, along);
  const total = (at: Params) =>
    validation.map((part) => losses.validation(at, part)).reduce((sum, loss) => tf.add(sum, loss));
  const { gradients } = valueAndGradients(total, moved);
  return tf.reshape(tf.matMul(moves, tf.reshape(flat(gradients), [-1, 1])), [-1]) as tf.Tensor1D;
}

/** All numbers of a model in one vector, by the names' own order. */
function flat(params: Params): tf.Tensor1D {
  return tf.concat(Object.values(params).map((tensor) => tf.reshape(tensor, [-1]))) as tf.Tensor1D;
}

/** The weights moved along such a vector. */
function addFlat(params: Params, vector: tf.Tensor1D): Params {
  let from = 0;
  return mapTree(params, (tensor) => {
    const part = tf.reshape(tf.slice(vector, [from], [tensor.size]), tensor.shape);
    from += tensor.size;
    return tf.add(tensor, part);
  });
}

function expectBatch(weights: number, examples: number, parts: number): void {
  if (examples === 0) throw new RangeError("weightGradients: examples is empty, expected at least one");
  if (parts === 0) throw new RangeError("weightGradients: validation is empty, expected at least one");
  if (weights !== examples) {
    throw new RangeError(`weightGradients: phi has ${weights} numbers, expected ${examples} like examples`);
  }
}
