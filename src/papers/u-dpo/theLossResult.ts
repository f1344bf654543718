/** @file From finished runs to the table of `u-dpo/3.2-the-loss`, whether made just now or read from a ledger. */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { worldDifference } from "../../experiments/worldDifference";
import { dpoFamily, freeFamily, type LossArm, lossArm, paperFamily } from "./lossArms";
import { worldsInTurn } from "./worldPipelineSettings";

/** The experiment's name on the command line. */
export const theLossName = "u-dpo/3.2-the-loss";

/** The model before tuning. */
export const baseMethod = "base";

/** The metric of what tuning gained; the model before it stands in its table as source and as method. */
export const gainName = `classProbability minus ${baseMethod} ${baseMethod}`;

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function theLossResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: theLossName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["klToReference", "repetition"],
    comparisons: [...new Set(records.map(({ method }) => method))]
      .filter((method) => method !== baseMethod)
      .map((method) => ({ metric: "classProbability", of: { method }, minus: { method: baseMethod } })),
    claims: lossClaims,
  });
}

const dpo = lossArm(dpoFamily, 0.1);
const likelihood = lossArm(paperFamily, 1);

/** What Section 3.2 says of DPO, in our words, and sentences of ours. */
export const lossClaims: readonly Claim[] = [
  difference(
    "dpo-well-formed",
    "Section 3.2",
    "DPO (β 0.1) keeps texts well-formed: at least as many are grammatical as before",
    ["accepted", dpo, undefined],
  ),
  difference(
    "dpo-unspecific",
    "Section 3.2",
    "DPO (β 0.1) leaves texts without a clear class (effect: P(class) before minus after)",
    ["classProbability", undefined, dpo],
  ),
  difference(
    "paper-loss-is-likelihood",
    "ours, on Eq. 1",
    "At the paper's β = 1, which gives x- no gradient, P(class) rises",
    ["classProbability", likelihood, undefined],
  ),
  difference(
    "rejected-adds",
    "ours, on Eq. 1",
    "DPO (β 0.1), which looks at x- too, reaches a higher P(class) than Eq. 1 at β = 1",
    ["classProbability", dpo, likelihood],
  ),
  {
    id: "rejected-falls",
    place: "ours, on Eq. 1",
    sentence: "At β = 1, x- becomes less probable although it has no gradient (effect: nats)",
    evidence: {
      scales: ["world"],
      perSeed: (records) =>
        records
          .filter(({ method }) => method === likelihood.method)
          .map((record) => -metricOf(record, "rejectedGain")),
    },
  },
  difference(
    "small-beta-is-still",
    "ours, on Eq. 1",
    "At β = 0.3, where all but a few pairs have no gradient, Eq. 1 moves the model less than at β = 1 (effect: KL in nats)",
    ["klToReference", likelihood, lossArm(paperFamily, 0.3)],
  ),
  difference(
    "beta-holds",
    "Rafailov et al. 2023, Section 4",
    "A small β lets DPO go farther from the reference: β 0.03 against β 3 (effect: KL in nats)",
    ["klToReference", lossArm(dpoFamily, 0.03), lossArm(dpoFamily, 3)],
  ),
  difference(
    "reference-holds",
    "Rafailov et al. 2023, Section 4",
    "So does a loss without a reference, at the same β 0.1 (effect: KL in nats)",
    ["klToReference", lossArm(freeFamily, 0.1), dpo],
  ),
];

/** Arms that are left out are the model before tuning. */
function difference(
  id: string,
  place: string,
  sentence: string,
  [metric, of, minus]: [metric: string, of: LossArm | undefined, minus: LossArm | undefined],
): Claim {
  const arm = (one: LossArm | undefined) => ({ method: one?.method ?? baseMethod });
  const comparison = { metric, of: arm(of), minus: arm(minus) };
  return {
    id,
    place,
    sentence,
    evidence: worldDifference(comparison),
  };
}
