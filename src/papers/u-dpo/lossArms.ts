/** @file The losses that Section 3.2 is studied with: DPO, the paper's Eq. 1, and relatives, over their strengths. */
import { dpoLoss } from "../../losses/dpoLoss";
import { ipoLoss } from "../../losses/ipoLoss";
import { paperDpoLoss } from "../../losses/paperDpoLoss";
import { referenceFreeDpoLoss } from "../../losses/referenceFreeDpoLoss";
import { simPoLoss } from "../../losses/simPoLoss";
import type { PairLoss } from "../../training/tunePreferences";

/** A loss at one strength. */
export interface LossArm {
  /** The family, as the result's source. */
  family: string;
  /** Its β. */
  beta: number;
  /** As in tables: "DPO, β 0.1". */
  method: string;
  loss: PairLoss;
}

/** The families. */
export const dpoFamily = "DPO";
export const paperFamily = "Eq. 1";
export const freeFamily = "reference-free";
const ipoFamily = "IPO";
const simPoFamily = "SimPO";

/** SimPO's margin per token, half of its default β as Meng et al. 2024 (App. B) advise. */
const gamma = 1;

const lossOf: Readonly<Record<string, (beta: number) => PairLoss>> = {
  [dpoFamily]:
    (beta) =>
    ({ policy, reference }) =>
      dpoLoss(policy, reference, beta),
  [paperFamily]:
    (beta) =>
    ({ policy }) =>
      paperDpoLoss(policy, beta),
  [freeFamily]:
    (beta) =>
    ({ policy }) =>
      referenceFreeDpoLoss(policy, beta),
  [ipoFamily]:
    (beta) =>
    ({ policy, reference }) =>
      ipoLoss(policy, reference, beta),
  [simPoFamily]:
    (beta) =>
    ({ meanPolicy }) =>
      simPoLoss(meanPolicy, beta, gamma),
};

/** One loss of a family. */
export function lossArm(family: string, beta: number): LossArm {
  return { family, beta, method: `${family}, β ${beta}`, loss: lossOf[family](beta) };
}

/** The strengths of each family; Eq. 1's run from 0.3 to 1, which is the paper's own. */
export const lossArms: readonly LossArm[] = [
  ...[0.03, 0.1, 0.3, 1, 3].map((beta) => lossArm(dpoFamily, beta)),
  ...[0.3, 0.5, 0.7, 1].map((beta) => lossArm(paperFamily, beta)),
  lossArm(freeFamily, 0.1),
  lossArm(ipoFamily, 0.1),
  lossArm(simPoFamily, 2),
];
