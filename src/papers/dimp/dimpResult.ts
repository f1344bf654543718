/**
 * @file From finished runs to the tables of `dimp/4.2-dimp`, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { mean } from "../../statistics/mean";
import {
  equation8,
  equation9,
  exactNumerator,
  highestLoss,
  type OneStepRule,
  qualityAlone,
} from "./oneStepRules";

/** The experiment's name on the command line. */
export const dimpName = "dimp/4.2-dimp";

/** The source of runs at a stage of training. */
export const stageName = (steps: number) => (steps === 0 ? "before training" : `after ${steps} steps`);

/**
 * The tables and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function dimpResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: dimpName, scale, records, claims: dimpClaims });
}

/** What Section 4.2 and App. C say, in our words, and sentences of ours. All are means over the stages. */
export const dimpClaims: readonly Claim[] = [
  agreement(
    "eq-8-orders",
    "Section 4.2, Eq. 7 and 8",
    "Eq. 8 orders points by what a step on them gains",
    equation8,
  ),
  agreement(
    "eq-9-orders",
    "Section 4.2, Eq. 9",
    "So does DIMP's weight P'/p, which takes its place",
    equation9,
  ),
  finding("eq-8-finds", "Section 4.2, Eq. 7 and 8", "Eq. 8 ranks the best point before others", equation8),
  finding("eq-9-finds", "Section 4.2, Eq. 9", "So does DIMP's weight", equation9),
  {
    id: "numerator-matters",
    place: "Section 4.3",
    sentence: "P'/p orders them better than the model's doubt 1/p alone",
    evidence: comparison(equation9, highestLoss),
  },
  {
    id: "denominator-matters",
    place: "Section 4.3",
    sentence: "P'/p orders them better than P' alone",
    evidence: comparison(equation9, qualityAlone),
  },
  {
    id: "checker-limits",
    place: "ours",
    sentence: "A perfect quality checker would order them better",
    evidence: comparison(exactNumerator, equation9),
  },
];

function agreement(id: string, place: string, sentence: string, rule: OneStepRule): Claim {
  const perSeed = (records: readonly RunRecord[]) => [...meanCorrelations(records, rule).values()];
  return {
    id,
    place,
    sentence: `${sentence} (effect: rank correlation)`,
    evidence: { scales: ["world"], perSeed },
  };
}

/** The best point is found better than by drawing lots, which rank it in the middle. */
function finding(id: string, place: string, sentence: string, rule: OneStepRule): Claim {
  const perSeed = (records: readonly RunRecord[]) =>
    [...overStages(records, rule, "rankOfBest").values()].map((share) => 0.5 - share);
  return {
    id,
    place,
    sentence: `${sentence} (effect: one half minus the share ranked above it)`,
    evidence: { scales: ["world"], perSeed },
  };
}

function comparison(better: OneStepRule, worse: OneStepRule): Claim["evidence"] {
  return {
    scales: ["world"],
    perSeed(records) {
      const below = meanCorrelations(records, worse);
      // A rule without an order before training is compared from the first step on.
      const above = meanCorrelations(records, better, worse.needsTraining);
      return [...above].map(([seed, correlation]) => correlation - below.get(seed)!);
    },
  };
}

/** The rank correlation of a rule with the gains, by seed: its mean over the stages. */
function meanCorrelations(records: readonly RunRecord[], rule: OneStepRule, afterTraining = false) {
  return overStages(records, rule, "rankCorrelation", afterTraining);
}

/** A metric of a rule by seed: its mean over the stages. */
function overStages(
  records: readonly RunRecord[],
  rule: OneStepRule,
  metric: string,
  afterTraining = false,
): Map<number, number> {
  const found = new Map<number, number[]>();
  for (const record of records) {
    if (record.method !== rule.method) continue;
    if (afterTraining && record.source === stageName(0)) continue;
    found.set(record.seed, [...(found.get(record.seed) ?? []), metricOf(record, metric)]);
  }
  return new Map([...found].map(([seed, values]) => [seed, mean(values)]));
}
