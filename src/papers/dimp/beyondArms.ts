/**
 * @file The arms of `dimp/beyond-the-paper`, by the question that they answer.
 */
import { dimpLossClipped } from "../../losses/dimpLossClipped";
import { clipWeights } from "../../weighting/clipWeights";
import { impWeights } from "../../weighting/impWeights";
import { labelErrors } from "../../weighting/labelErrors";
import { meanOne } from "../../weighting/meanOne";
import { crossEntropyMethod, dimpMeanOne, dimpMethod, impMeanOne, impMethod, type Method } from "./methods";
import type { ExactFacts } from "./scene";

/** What weights may be made of. */
export interface BeyondFacts {
  logQuality: readonly number[];
  logDiversity: readonly number[];
  /** P'(class | x) of each generated text. */
  qualityRows: readonly ArrayLike<number>[];
  labels: ArrayLike<number>;
  exact: ExactFacts;
}

/** Which real rows the checker is fitted on and which choose the epoch: places in the small and in the large real set. */
export interface RowsFor {
  checker: "all" | "half";
  /** Absent: the weights of the last epoch. */
  selection?: "the same" | "the other half" | "as many others";
}

/** One way to train on generated text. */
export interface BeyondArm {
  source: string;
  method: string;
  /** A method of the paper, or one of ours that is made like them. */
  like: Method;
  /** Fixed weights, for arms whose method takes a column of them. */
  weights?(facts: BeyondFacts): number[];
  rowsFor?: RowsFor;
  /** Whether the checker's confidence is mended on real rows that it has not seen. */
  tempered?: boolean;
}

/** The questions, as the arms' sources. */
export const questions = {
  size: "size of weights",
  dropping: "weigh or drop",
  rows: "rows of checker and selection",
  calibration: "calibration of P'",
} as const;

/** The ceiling of clipped weights. */
export const ceiling = 2;

const clippedDimp: Method = {
  ...dimpMethod,
  loss: (logits, labels, columns) =>
    dimpLossClipped(logits, labels, columns as { logQuality: typeof logits }, ceiling),
};

const imp = ({ logQuality, logDiversity }: BeyondFacts) => impWeights(logQuality, logDiversity);

/** Weights of mean 1 that keep some texts and drop the others: as many steps as with all of them. */
const kept = (drop: (facts: BeyondFacts) => boolean[]) => (facts: BeyondFacts) =>
  meanOne(drop(facts).map((dropped) => (dropped ? 0 : 1)));

/** The texts that confident learning drops, and as many of lowest P' instead. */
const byConfidence = ({ qualityRows, labels }: BeyondFacts) => labelErrors(qualityRows, labels);
const byLowestQuality = (facts: BeyondFacts) => {
  const count = byConfidence(facts).filter((dropped) => dropped).length;
  const order = facts.logQuality.map((_, i) => i).sort((a, b) => facts.logQuality[a] - facts.logQuality[b]);
  const dropped = new Set(order.slice(0, count));
  return facts.logQuality.map((_, i) => dropped.has(i));
};

const fixed = (source: string, method: string, weights: BeyondArm["weights"]): BeyondArm => ({
  source,
  method,
  like: { ...impMeanOne, needs: [] },
  weights,
});

const rows = (method: string, rowsFor: RowsFor): BeyondArm => ({
  source: questions.rows,
  method,
  like: impMethod,
  rowsFor,
});

export const clippedImpArm = `IMP, at most ${ceiling}`;
export const clippedDimpArm = `DIMP, at most ${ceiling}`;
export const confidentArm = "drop by confident learning";
export const sameRowsArm = "the same 100";
export const halvesArm = "50, and the other 50";
export const moreRowsArm = "100, and 100 others";
export const lastEpochArm = "100, and the last epoch";
export const temperedArm = "IMP, P' tempered";

/** All arms, in the order of the tables. */
export const beyondArms: readonly BeyondArm[] = [
  { source: questions.size, method: "CE", like: crossEntropyMethod },
  { source: questions.size, method: "IMP", like: impMethod },
  fixed(questions.size, clippedImpArm, (facts) => clipWeights(imp(facts), ceiling)),
  fixed(questions.size, "IMP, mean 1", (facts) => meanOne(imp(facts))),
  fixed(questions.size, `IMP, at most ${ceiling}, mean 1`, (facts) =>
    meanOne(clipWeights(imp(facts), ceiling)),
  ),
  { source: questions.size, method: "DIMP", like: dimpMethod },
  { source: questions.size, method: clippedDimpArm, like: clippedDimp },
  { source: questions.size, method: "DIMP, mean 1", like: dimpMeanOne },
  fixed(questions.dropping, confidentArm, kept(byConfidence)),
  fixed(questions.dropping, "drop as many of lowest P'", kept(byLowestQuality)),
  fixed(
    questions.dropping,
    "drop the labels that are wrong",
    kept(({ exact }) => exact.wrongLabel),
  ),
  fixed(questions.dropping, "exact weights P/Q, mean 1", ({ exact }) =>
    meanOne(impWeights(exact.logReal, exact.logGenerated)),
  ),
  rows(sameRowsArm, { checker: "all", selection: "the same" }),
  rows(halvesArm, { checker: "half", selection: "the other half" }),
  rows(moreRowsArm, { checker: "all", selection: "as many others" }),
  rows(lastEpochArm, { checker: "all" }),
  { source: questions.calibration, method: temperedArm, like: impMethod, tempered: true },
];
