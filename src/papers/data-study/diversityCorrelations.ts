/** @file How the worth of a set goes with each measure of variety, set by set within a run. */
import { recordsBySeed } from "../../experiments/recordsBySeed";
import type { RunRecord } from "../../experiments/runRecord";
import { confidenceInterval } from "../../statistics/confidenceInterval";
import { spearmanCorrelation } from "../../statistics/correlation";
import { partialRankCorrelation } from "../../statistics/partialRankCorrelation";

/** Measures of a set; `sign` -1 where less of it is more varied. */
const diversityMeasures = [
  { metric: "similarity", title: "similarity (less)", sign: -1 },
  { metric: "distinct2", title: "distinct-2", sign: 1 },
  { metric: "selfBleu", title: "Self-BLEU (less)", sign: -1 },
  { metric: "vendi", title: "Vendi score", sign: 1 },
  { metric: "coverage", title: "topic coverage", sign: 1 },
  { metric: "fidelity", title: "right class", sign: 1 },
] as const;

/** The mean over seeds of a rank correlation, with its 95 % t interval. */
export interface MeasureCorrelation {
  measure: string;
  mean: number;
  low: number;
  high: number;
}

/** The rank correlation of accuracy with each measure, over those sets of a seed that `of` lets through. */
export function diversityCorrelations(
  records: readonly RunRecord[],
  of: (record: RunRecord) => boolean = () => true,
): MeasureCorrelation[] {
  return diversityMeasures.map((measure) =>
    overSeeds(records.filter(of), measure.title, (sets) =>
      spearmanCorrelation(valuesOf(sets, measure), sets.map(accuracyOf)),
    ),
  );
}

/** The same among sets whose texts are as often of the right class: the partial rank correlation. */
export function correlationsAtEqualFidelity(records: readonly RunRecord[]): MeasureCorrelation[] {
  return diversityMeasures
    .filter(({ metric }) => metric !== "fidelity")
    .map((measure) =>
      overSeeds(records, measure.title, (sets) =>
        partialRankCorrelation(
          valuesOf(sets, measure),
          sets.map(accuracyOf),
          sets.map(({ metrics }) => metrics.fidelity),
        ),
      ),
    );
}

function valuesOf(
  sets: readonly RunRecord[],
  { metric, sign }: (typeof diversityMeasures)[number],
): number[] {
  return sets.map(({ metrics }) => sign * metrics[metric]);
}

function accuracyOf({ metrics }: RunRecord): number {
  return metrics.accuracy;
}

function overSeeds(
  records: readonly RunRecord[],
  measure: string,
  correlation: (sets: readonly RunRecord[]) => number,
): MeasureCorrelation {
  return { measure, ...confidenceInterval(recordsBySeed(records).map(correlation)) };
}
