/**
 * @file From finished runs to the tables of `dimp/2-weighted-losses`, whether made just now or read from a ledger.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Comparison, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";

/** The experiment's name on the command line. */
export const weightedLossesName = "dimp/2-weighted-losses";

/** The metric of how far means over N texts lie from their limit. */
export const deviationName = (size: number) => `deviation, N = ${size}`;

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function weightedLossesResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: weightedLossesName,
    scale,
    records,
    lowerIsBetter: ["calibrationError", "pullOfWrongLabels", "crossEntropy"],
    claims: weightedLossesClaims,
  });
}

/** What Section 2 and Eq. 3 say, in our words, and two sentences of ours. */
export const weightedLossesClaims: readonly Claim[] = [
  {
    id: "mean-converges",
    place: "Section 2.1, Eq. 1",
    sentence: "CE over N texts comes nearer to its expectation as N grows (effect: minus the power of N)",
    evidence: evidence((records) => fallingPowers(records, "real texts", "P(y|x)")),
  },
  {
    id: "minimised-by-p",
    place: "Section 2.1, Eq. 1",
    sentence: "On real texts CE is lower for P(y|x) than for Q(y|x)",
    evidence: difference({
      metric: "crossEntropy",
      of: { source: "real texts", method: "Q(y|x)" },
      minus: { source: "real texts", method: "P(y|x)" },
    }),
  },
  {
    id: "synthetic-prefers-q",
    place: "Section 3, Eq. 3",
    sentence: "On generated texts it is the other way round: CE leads to Q(y|x)",
    evidence: difference({
      metric: "crossEntropy",
      of: { source: "generated texts", method: "P(y|x)" },
      minus: { source: "generated texts", method: "Q(y|x)" },
    }),
  },
  calibration("focal-calibrated", "Focal"),
  calibration("focal-published-calibrated", "Focal (Lin et al.)"),
  wrongLabels("focal-wrong-labels", "Focal loss listens more to wrong labels than CE does", "Focal", "CE"),
  wrongLabels("exact-wrong-labels", "Exact weights P/Q listen less to them", "CE", "IMP, exact weights"),
];

function calibration(id: string, method: string): Claim {
  return {
    id,
    place: "Section 2.2",
    sentence: `${method}: better calibrated than CE on real texts`,
    evidence: difference({
      metric: "calibrationError",
      of: { source: "large real", method: "CE" },
      minus: { source: "large real", method },
    }),
  };
}

function wrongLabels(id: string, sentence: string, more: string, less: string): Claim {
  return {
    id,
    place: "ours",
    sentence,
    evidence: difference({
      metric: "pullOfWrongLabels",
      of: { source: "synthetic", method: more },
      minus: { source: "synthetic", method: less },
    }),
  };
}

function difference(comparison: Comparison): ClaimEvidence {
  return evidence((records) => pairedDifferences(records, comparison));
}

function evidence(perSeed: ClaimEvidence["perSeed"]): ClaimEvidence {
  return { scales: ["world"], perSeed };
}

function fallingPowers(records: readonly RunRecord[], source: string, method: string): number[] {
  return records
    .filter((record) => record.source === source && record.method === method)
    .map((record) => -metricOf(record, "fallingPower"));
}
