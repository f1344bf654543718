/**
 * @file The rows of Table 1: every way to weigh an example, by name.
 */
import { crossEntropy } from "../../losses/crossEntropy";
import { dimpLoss, dimpLossMeanOne } from "../../losses/dimpLoss";
import { focal } from "../../losses/focal";
import { focalDetached } from "../../losses/focalDetached";
import { impLoss } from "../../losses/impLoss";
import type { PerExampleLoss } from "../../losses/perExampleLoss";
import { qualityOnlyLoss } from "../../losses/qualityOnlyLoss";
import { weightedCrossEntropy } from "../../losses/weightedCrossEntropy";
import { impWeights } from "../../weighting/impWeights";
import { meanOne } from "../../weighting/meanOne";
import { positiveWeights, softmaxWeights } from "../../weighting/phiWeights";

/** Which model has to be fitted before a method can weigh anything. */
export type CheckerName = "quality" | "diversity";

/** What the checkers say about the labels of a training set, in nats; only those that the method needs. */
export interface CheckerScores {
  /** log P'(y | x). */
  logQuality?: ArrayLike<number>;
  /** log Q(y | x). */
  logDiversity?: ArrayLike<number>;
}

/** One way to train; `Names` are the constants that travel with each example. */
export interface Method<Names extends string = string> {
  name: string;
  loss: PerExampleLoss<Names>;
  needs: readonly CheckerName[];
  columns(scores: CheckerScores): Record<Names, ArrayLike<number>>;
  /** Whether its weights follow the model that is trained. */
  dynamic?: boolean;
  /** Whether its weights are divided by their mean. */
  normalised?: boolean;
  /** Whether it takes the true P and Q of an exact world instead of checkers. */
  exact?: boolean;
  /** How its weights are learned on the way, by what they do to the loss on the small real set. */
  learned?: LearnedWeightRule;
  /** The paper's row, or "ours" for a control. */
  place: string;
}

/** How learned weights come from φ, and when learning them begins. */
export interface LearnedWeightRule {
  toWeights(phi: readonly number[]): number[];
  /** The share of the epochs that are cross entropy, before any weight is learned. */
  warmupShare: number;
}

/** γ of focal loss: 1 in the code of Kuo et al. 2025, who say "from 1" in Section 2.2. */
const gamma = 1;

export const crossEntropyMethod = method({
  name: "CE",
  loss: crossEntropy,
  needs: [],
  columns: () => ({}),
  place: "Table 1",
});

export const focalMethod = method({
  name: "Focal",
  loss: (logits, labels) => focalDetached(logits, labels, gamma),
  needs: [],
  columns: () => ({}),
  place: "Table 1, as in the authors' code: the factor is a weight without gradient",
});

export const focalAsPublished = method({
  name: "Focal (Lin et al.)",
  loss: (logits, labels) => focal(logits, labels, gamma),
  needs: [],
  columns: () => ({}),
  place: "ours: Lin et al. 2017, Eq. 4, whose factor has a gradient",
});

export const impMethod = method({
  name: "IMP",
  loss: impLoss,
  needs: ["quality", "diversity"],
  columns: (scores) => ({ logQuality: quality(scores), logDiversity: diversity(scores) }),
  place: "Table 1",
});

export const dimpMethod = method({
  name: "DIMP",
  loss: dimpLoss,
  needs: ["quality"],
  dynamic: true,
  columns: (scores) => ({ logQuality: quality(scores) }),
  place: "Table 1",
});

export const withoutDiversityChecker = method({
  name: "without diversity checker",
  loss: qualityOnlyLoss,
  needs: ["quality"],
  columns: (scores) => ({ logQuality: quality(scores) }),
  place: "Table 1",
});

export const impMeanOne = method({
  name: "IMP, weights of mean 1",
  loss: weightedCrossEntropy,
  needs: ["quality", "diversity"],
  normalised: true,
  columns: (scores) => ({ weight: meanOne(impWeights(quality(scores), diversity(scores))) }),
  place: "ours: the same but for one factor, which AdamW takes out: a control for clipped gradients",
});

export const dimpMeanOne = method({
  name: "DIMP, weights of mean 1",
  loss: dimpLossMeanOne,
  needs: ["quality"],
  dynamic: true,
  normalised: true,
  columns: (scores) => ({ logQuality: quality(scores) }),
  place: "ours: a control for weights that shrink while AdamW remembers, and that differ between batches",
});

export const learnedWeights = method({
  name: "Hu et al.",
  loss: crossEntropy,
  needs: [],
  columns: () => ({}),
  learned: { toWeights: softmaxWeights, warmupShare: 0 },
  place: "Table 1: Hu et al. 2019, as their code does it, but for its epochs of training before",
});

/** Half of the epochs are before, in the exact world three: as many as the authors have of pre-training. */
export const learnedWeightsPositive = method({
  name: "Hu et al., positive part",
  loss: crossEntropy,
  needs: [],
  columns: () => ({}),
  learned: { toWeights: positiveWeights, warmupShare: 0.5 },
  place: "ours: Hu et al. 2019, their other way from φ to weights, after as many epochs of cross entropy",
});

/** What IMP would be with perfect checkers: only an exact world can run it. */
export const impExact: Method = {
  ...impMethod,
  name: "IMP, exact weights",
  needs: [],
  exact: true,
  place: "ours: Eq. 4, with the true P and Q",
};

/** Checks that a loss gets the constants it asks for, then forgets their names, so that methods make one list. */
function method<Names extends string = never>(parts: Method<Names>): Method {
  return parts as unknown as Method;
}

function quality({ logQuality }: CheckerScores): ArrayLike<number> {
  if (!logQuality) throw new RangeError("columns: logQuality is missing, expected one number per example");
  return logQuality;
}

function diversity({ logDiversity }: CheckerScores): ArrayLike<number> {
  if (!logDiversity)
    throw new RangeError("columns: logDiversity is missing, expected one number per example");
  return logDiversity;
}
