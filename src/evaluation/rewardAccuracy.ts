/**
 * @file In how many preference pairs a tuned model moved towards the preferred text.
 */

/** What a model says of pairs: log p(text | prompt) in nats, one number per pair. */
export interface PairScores {
  readonly chosen: ArrayLike<number>;
  readonly rejected: ArrayLike<number>;
}

/**
 * The share of pairs whose preferred text gained more over the reference model than the other text.
 *
 *     (1 / P) Σ [r(x+) > r(x-)]      with r(x) = log π(x) - log π_ref(x)
 *
 * A tie is no gain, so a model that equals its reference has 0, not one half. A positive factor β on r changes nothing.
 *
 * Source:  TRL's `rewards/accuracies`; U-DPO paper, Section 4.2, Figure 2.
 * Differs: nothing from TRL. The paper's Eq. 1 has no reference, its Figure 2 must have had one: here it is the model
 *          before tuning, for every loss, so that curves can be compared.
 *
 * @returns from 0 to 1; 0.5 if one of two pairs moved the right way
 * @throws RangeError if there is no pair, or the four columns differ in length
 */
export function rewardAccuracy(policy: PairScores, reference: PairScores): number {
  const { accuracy } = rewardOutcomes(policy, reference);
  return accuracy;
}

/**
 * The share of pairs in which both texts moved equally far, as all do before the first step.
 *
 * Source: ours; a reward accuracy means little where this share is large.
 *
 * @throws RangeError if there is no pair, or the four columns differ in length
 */
export function rewardTies(policy: PairScores, reference: PairScores): number {
  const { ties } = rewardOutcomes(policy, reference);
  return ties;
}

function rewardOutcomes(policy: PairScores, reference: PairScores): { accuracy: number; ties: number } {
  const pairs = policy.chosen.length;
  const lengths = [pairs, policy.rejected.length, reference.chosen.length, reference.rejected.length];
  if (pairs === 0 || lengths.some((length) => length !== pairs)) {
    throw new RangeError(
      `rewardAccuracy: columns have ${lengths.join(", ")} pairs, expected as many each, above 0`,
    );
  }
  let gained = 0;
  let tied = 0;
  for (let i = 0; i < pairs; i++) {
    const chosen = policy.chosen[i] - reference.chosen[i];
    const rejected = policy.rejected[i] - reference.rejected[i];
    if (chosen > rejected) gained += 1;
    if (chosen === rejected) tied += 1;
  }
  return { accuracy: gained / pairs, ties: tied / pairs };
}
