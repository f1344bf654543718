/**
 * @file Where training comes to rest on the labels of one text, when it weighs them: Kuo et al. 2025, Eq. 6 and 9.
 */

/** The weight of each label, which may depend on what the model believes now. */
export type LabelWeights = (believed: readonly number[]) => readonly number[];

/**
 * Gradient descent on the logits of one text whose labels come from the generator, weights held fixed in each step.
 *
 *     z_y ← z_y + η (Q(y) w_y - p_y Σ_c Q(c) w_c)      with p = softmax(z)
 *
 * Source:  Kuo et al. 2025, Eq. 2, its gradient in the logits, all labels of Q at once.
 * Differs: nothing.
 *
 * @param generated Q(y | x)
 * @returns p before the first step and after each; it rests at P' for w = P'/Q, and at `dimpRestingPoint` for w = P'/p
 */
export function labelDynamics(
  generated: readonly number[],
  weights: LabelWeights,
  { steps, rate }: { steps: number; rate: number },
): number[][] {
  let logits = generated.map(() => 0);
  const path = [softmax(logits)];
  for (let step = 0; step < steps; step++) {
    const p = path[step];
    const w = weights(p);
    const pulled = generated.reduce((sum, share, y) => sum + share * w[y], 0);
    logits = logits.map((z, y) => z + rate * (generated[y] * w[y] - p[y] * pulled));
    path.push(softmax(logits));
  }
  return path;
}

/**
 * What a model believes of a text's labels when DIMP has nothing left to change.
 *
 *     p(y | x) = √(Q(y | x) P'(y | x)) / Σ_c √(Q(c | x) P'(c | x))
 *
 * Where training rests, the pull Q(y) P'(y) / p(y) of each label is in proportion to p(y), so p² is to Q P'.
 *
 * Source:  ours, from Kuo et al. 2025, Eq. 9, with no gradient through the weight.
 *
 * @returns [.786, .214] for Q = [.6, .4] and P' = [.9, .1]; P' where Q = P'
 */
export function dimpRestingPoint(generated: readonly number[], quality: readonly number[]): number[] {
  const roots = generated.map((share, y) => Math.sqrt(share * quality[y]));
  const sum = roots.reduce((total, root) => total + root, 0);
  return roots.map((root) => root / sum);
}

function softmax(logits: readonly number[]): number[] {
  const raised = logits.map(Math.exp);
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}
