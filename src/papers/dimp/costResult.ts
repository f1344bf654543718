/**
 * @file From finished runs to Table 3 and Figure 3, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { lowestOfFour, metricOf } from "../../experiments/summarise";
import { confidenceInterval } from "../../statistics/confidenceInterval";
import {
  crossEntropyArm,
  dimpArm,
  dimpPerStepArm,
  impArm,
  impPerStepArm,
  learnedWeightsArm,
} from "./costArms";

/** The experiment's name on the command line. */
export const costName = "dimp/E-time";

/** Seconds by component, in the order of Table 3. */
export const components = ["qualitySeconds", "diversitySeconds", "weightSeconds", "trainingSeconds"] as const;

/**
 * The tables and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function costResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const result = experimentResult({
    experiment: costName,
    scale,
    records,
    lowerIsBetter: [
      ...components,
      "totalSeconds",
      "processorSeconds",
      "forwards",
      "backwards",
      "tokens",
      "peakBytes",
    ],
    claims: costClaims,
  });
  return { ...result, rows: [...result.rows, ...ratioRows(records)] };
}

/** The metrics of seconds over those of CE in the same round: by the clock, and as the processor worked. */
export const timeRatio = "total over CE's";
export const workRatio = "processor's over CE's";

/**
 * App. E says how many times as long as CE the two methods take; "at most" is ours.
 *
 * Judged by the processor's seconds: a clock also counts what other programs do meanwhile.
 */
export const costClaims: readonly Claim[] = [
  atMost("imp-time", "App. E, Table 3", "IMP takes at most 2.2 times as long as CE", impArm.name, 2.2),
  atMost("dimp-time", "App. E, Table 3", "DIMP takes at most 1.1 times as long as CE", dimpArm.name, 1.1),
  longer(
    "dimp-per-step",
    "DIMP takes longer with its checker asked at every step",
    dimpPerStepArm.name,
    dimpArm.name,
  ),
  longer(
    "imp-per-step",
    "IMP takes longer with its checkers asked at every step",
    impPerStepArm.name,
    impArm.name,
  ),
  longer("learned-weights-time", "Learned weights take longer than IMP", learnedWeightsArm.name, impArm.name),
];

function atMost(id: string, place: string, sentence: string, method: string, limit: number): Claim {
  const perSeed = (records: readonly RunRecord[]) => workOf(records, method).map((ratio) => limit - ratio);
  return {
    id,
    place,
    sentence: `${sentence} (effect: what is left)`,
    evidence: { scales: ["world"], perSeed },
  };
}

function longer(id: string, sentence: string, slow: string, quick: string): Claim {
  const perSeed = (records: readonly RunRecord[]) => {
    const less = workOf(records, quick);
    return workOf(records, slow).map((ratio, i) => ratio - less[i]);
  };
  return { id, place: "ours", sentence, evidence: { scales: ["world"], perSeed } };
}

function ratioRows(records: readonly RunRecord[]): ExperimentResult["rows"] {
  const methods = [...new Set(records.map(({ method }) => method))];
  const { data, source } = records[0];
  return methods.flatMap((method) =>
    [
      { metric: timeRatio, ratios: ratiosOf(records, method, "totalSeconds") },
      { metric: workRatio, ratios: workOf(records, method) },
    ].map(({ metric, ratios }) => {
      const { mean, low, high } = confidenceInterval(ratios, 0.95);
      return { data, source, method, metric, mean, low, high, best: lowestOfFour(ratios), n: ratios.length };
    }),
  );
}

function workOf(records: readonly RunRecord[], method: string): number[] {
  return ratiosOf(records, method, "processorSeconds");
}

/** Seconds over those of CE with the same seed: the two ran one shortly after the other. */
function ratiosOf(records: readonly RunRecord[], method: string, metric: string): number[] {
  const secondsOf = (name: string) =>
    records
      .filter((record) => record.method === name)
      .sort((a, b) => a.seed - b.seed)
      .map((record) => metricOf(record, metric));
  const plain = secondsOf(crossEntropyArm.name);
  return secondsOf(method).map((seconds, i) => seconds / plain[i]);
}
