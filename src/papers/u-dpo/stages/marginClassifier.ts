/** @file The margin classifier f of Section 3.3: members on folds of the real texts, calibrated on what they left out. */
import type { Example } from "../../../data/dataset";
import { fitTemperature, temperedProbabilities } from "../../../evaluation/fitTemperature";
import type { Random } from "../../../random/stream";
import { mean } from "../../../statistics/mean";
import type { FitClassifier, FittedClassifier } from "../../../training/fitClassifier";

export interface MarginClassifier {
  /** f(x): a probability for each class. */
  probabilities(texts: readonly string[], signal?: AbortSignal): Promise<number[][]>;
  /** What the members' log-probabilities were divided by. */
  temperature: number;
  dispose(): void;
}

/**
 * Fits f on a few real texts.
 *
 * Each of `folds` members is fitted on all folds but one; one temperature for all is fitted on what the members say of
 * the folds that they have not seen. f is the members' geometric mean: their arithmetic mean would be less sure of
 * itself than they are, and T was fitted to them.
 *
 *     f(x) = softmax( (1 / K) Σ_k log p_k(x) / T )
 *
 * Source:  U-DPO, Section 3.3: "a lightweight classifier"; the temperature: Guo et al. 2017, Section 4.2.
 * Differs: folds and temperature are ours. A single classifier is surer of itself than it is right, and the margins of
 *          most candidates then lie at 1, where they order nothing.
 *
 * @throws RangeError if folds is not a whole number from 2 to the number of texts
 */
export async function marginClassifier(
  { fit, labels }: { fit: FitClassifier; labels: readonly string[] },
  real: readonly Example[],
  folds: number,
  random: Random,
  signal?: AbortSignal,
): Promise<MarginClassifier> {
  if (!(Number.isSafeInteger(folds) && folds >= 2 && folds <= real.length)) {
    throw new RangeError(
      `marginClassifier: folds is ${folds}, expected a whole number from 2 to ${real.length}`,
    );
  }
  const parts = stratifiedFolds(real, labels, folds, random.child("folds"));
  const members: FittedClassifier[] = [];
  const unseen: { logProbs: ArrayLike<number>; label: number }[] = [];
  for (const [fold, left] of parts.entries()) {
    const seen = parts.flatMap((part, at) => (at === fold ? [] : part));
    const member = await fit(seen, random.child(`member ${fold}`), signal);
    members.push(member);
    const rows = await member.logProbs(
      left.map(({ text }) => text),
      signal,
    );
    unseen.push(...rows.map((logProbs, at) => ({ logProbs, label: labels.indexOf(left[at].label) })));
  }
  const temperature = fitTemperature(
    unseen.map(({ logProbs }) => logProbs),
    unseen.map(({ label }) => label),
  );
  return {
    temperature,
    async probabilities(texts, stop) {
      const rows: ArrayLike<number>[][] = [];
      for (const member of members) rows.push(await member.logProbs(texts, stop));
      return texts.map((_, text) => {
        const means = labels.map((_, label) => mean(rows.map((of) => of[text][label])));
        return temperedProbabilities(means, temperature);
      });
    },
    dispose() {
      for (const member of members) member.dispose();
    },
  };
}

/** Every fold has its share of every class; a text is in one fold. */
function stratifiedFolds(
  real: readonly Example[],
  labels: readonly string[],
  folds: number,
  random: Random,
): Example[][] {
  const dealt = labels.flatMap((label) =>
    random.child(label).shuffle(real.filter((one) => one.label === label)),
  );
  return Array.from({ length: folds }, (_, fold) => dealt.filter((_, at) => at % folds === fold));
}
