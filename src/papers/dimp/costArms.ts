/**
 * @file What is timed: methods, with weights computed once or checkers asked at every step.
 */
import { crossEntropyMethod, dimpMethod, impMethod, learnedWeights, type Method } from "./methods";

/** One line of Table 3, or beside it. */
export interface CostArm {
  /** As in tables: "IMP, per step". */
  name: string;
  method: Method;
  /** Whether the checkers are asked about every batch, instead of once about every text. */
  perStep?: boolean;
}

export const crossEntropyArm: CostArm = { name: "CE", method: crossEntropyMethod };
export const impArm: CostArm = { name: "IMP", method: impMethod };
export const dimpArm: CostArm = { name: "DIMP", method: dimpMethod };
export const impPerStepArm: CostArm = { name: "IMP, checkers per step", method: impMethod, perStep: true };
export const dimpPerStepArm: CostArm = { name: "DIMP, checkers per step", method: dimpMethod, perStep: true };
export const learnedWeightsArm: CostArm = { name: learnedWeights.name, method: learnedWeights };

/** All arms, in the order of the table. */
export const costArms: readonly CostArm[] = [
  crossEntropyArm,
  impArm,
  dimpArm,
  impPerStepArm,
  dimpPerStepArm,
  learnedWeightsArm,
];
