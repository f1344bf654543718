/** @file The ways to weigh generated texts, for a classifier that takes one text a step. */
import type { Random } from "../../random/stream";
import type { TextWeight } from "../../training/wordClassifier";
import { impWeights } from "../../weighting/impWeights";
import type { CheckerName } from "../dimp/methods";

/** What both checkers say of the labels of some texts, in nats; only what a weighting needs. */
export interface LabelBeliefs {
  /** log P'(y | x). */
  logQuality?: readonly number[];
  /** log Q(y | x). */
  logDiversity?: readonly number[];
}

/** One way to weigh. */
export interface Weighting {
  name: string;
  needs: readonly CheckerName[];
  /** Whether it is also tried with the classifier that learns by heart. */
  alsoLoose?: boolean;
  /** @param random for a weighting that has chance in it */
  weightOf(beliefs: LabelBeliefs, random: Random): TextWeight;
}

/** All texts alike: cross entropy. */
export const unweighted: Weighting = { name: "CE", needs: [], alsoLoose: true, weightOf: () => () => 1 };

/**
 * P'(y | x) / Q(y | x).
 *
 * Source:  Kuo et al. 2025, Eq. 6.
 */
export const imp: Weighting = {
  name: "IMP",
  needs: ["quality", "diversity"],
  weightOf(beliefs) {
    const weights = impWeights(quality(beliefs), diversity(beliefs));
    return (at) => weights[at];
  },
};

/**
 * P'(y | x) / p(y | x; θ), with the classifier as it is before the step.
 *
 * Source:  Kuo et al. 2025, Eq. 9.
 */
export const dimp: Weighting = {
  name: "DIMP",
  needs: ["quality"],
  alsoLoose: true,
  weightOf(beliefs) {
    const logQuality = quality(beliefs);
    return (at, logProb) => Math.exp(logQuality[at] - logProb);
  },
};

/** A control: DIMP with what P' says given to the wrong texts. What it gains comes of the weights' size alone. */
const shuffledDimp: Weighting = {
  name: "DIMP, P' shuffled",
  needs: ["quality"],
  weightOf: (beliefs, random) => dimp.weightOf({ logQuality: random.shuffle(quality(beliefs)) }, random),
};

/** All of them, cross entropy first. */
export const weightings: readonly Weighting[] = [unweighted, imp, dimp, shuffledDimp];

function quality({ logQuality }: LabelBeliefs): readonly number[] {
  if (logQuality) return logQuality;
  throw new RangeError("weightOf: logQuality is missing, expected one number per text");
}

function diversity({ logDiversity }: LabelBeliefs): readonly number[] {
  if (logDiversity) return logDiversity;
  throw new RangeError("weightOf: logDiversity is missing, expected one number per text");
}
