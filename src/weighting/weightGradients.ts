/**
 * @file How the loss on real text would change if one example counted a little more: Hu et al. 2019.
 */
import { type AdamWState, adamWStep } from "../engine/adamW";
import { valueAndGradients } from "../engine/gradients";
import { tf } from "../engine/tensorflow";
import { disposeTree, mapTree, type Params } from "../engine/tensorTree";

/** One batch of training examples, each with a loss of its own, and what is to be low in the end. */
export interface WeightGradientOptions {
  params: Params;
  /** The state of Adam as it is before the step. */
  optimizer: AdamWState;
  learningRate: number;
  /** φ_i of each example, the weight that is learned. */
  phi: readonly number[];
  /** L_i(θ) of each example alone; it must depend on every parameter. */
  exampleLosses: readonly ((params: Params) => tf.Scalar)[];
  /** Parts of the real set; their sum is L_val(θ). */
  validationLosses: readonly ((params: Params) => tf.Scalar)[];
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
 * @throws RangeError if phi and exampleLosses differ in length, or there is no example or no validation loss
 */
export function weightGradients(options: WeightGradientOptions): number[] {
  const { params, phi, exampleLosses, validationLosses } = options;
  expectBatch(phi.length, exampleLosses.length, validationLosses.length);
  const moves = exampleLosses.map((loss) => moveOf(loss, options));
  const moved = tf.tidy(() => alongMoves(params, moves, phi));
  const slopes = tf.tidy(() => {
    const gradients = validationLosses.map((loss) => valueAndGradients(loss, moved).gradients);
    const products = moves.map((move) => tf.addN(gradients.map((gradient) => innerProduct(gradient, move))));
    return tf.stack(products).arraySync() as number[];
  });
  disposeTree([moved, ...moves]);
  return slopes;
}

/** θ + Σ φ_i d_i. */
function alongMoves(params: Params, moves: readonly Params[], phi: readonly number[]): Params {
  const names = Object.keys(params);
  return Object.fromEntries(
    names.map((name) => [
      name,
      tf.addN([params[name], ...moves.map((move, i) => tf.mul(move[name], phi[i]))]),
    ]),
  );
}

/** Adam's move for one example: the step that zero weights would take, so that no digit is lost to the weights. */
function moveOf(loss: (params: Params) => tf.Scalar, options: WeightGradientOptions): Params {
  const { params, optimizer, learningRate } = options;
  const { params: move, state } = tf.tidy(() => {
    const { gradients } = valueAndGradients(loss, params);
    const origin = mapTree(params, (tensor) => tf.zerosLike(tensor));
    return adamWStep(origin, gradients, optimizer, { learningRate: tf.scalar(learningRate), weightDecay: 0 });
  });
  disposeTree(state);
  return move;
}

function innerProduct(a: Params, b: Params): tf.Scalar {
  return tf.addN(Object.keys(a).map((name) => tf.sum(tf.mul(a[name], b[name])))) as tf.Scalar;
}

function expectBatch(weights: number, examples: number, parts: number): void {
  if (examples === 0) throw new RangeError("weightGradients: exampleLosses is empty, expected at least one");
  if (parts === 0) throw new RangeError("weightGradients: validationLosses is empty, expected at least one");
  if (weights !== examples) {
    throw new RangeError(
      `weightGradients: phi has ${weights} numbers, expected ${examples} like exampleLosses`,
    );
  }
}
