/**
 * @file From finished runs to Figure 1, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { mean } from "../../statistics/mean";
import { quantile } from "../../statistics/quantile";

/** The experiment's name on the command line. */
export const dynamicsName = "dimp/5.1-dynamics";

/** The metric of an epoch, counted from 1. */
export const afterEpoch = (epoch: number) => `accuracy after epoch ${epoch}`;

const last = 5;

/**
 * The curves and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function dynamicsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const sources = [...new Set(records.map(({ source }) => source))];
  return experimentResult({
    experiment: dynamicsName,
    scale,
    records,
    claims: sources.flatMap((source) => dynamicsClaims(source)),
  });
}

/** One point of Figure 1. */
export interface DynamicsPoint {
  source: string;
  method: string;
  epoch: number;
  mean: number;
  /** The lowest and the highest of the seeds. */
  lowest: number;
  highest: number;
}

/** The curves of Figure 1: mean, lowest and highest over the seeds, by method and epoch. */
export function dynamicsCurves(records: readonly RunRecord[]): DynamicsPoint[] {
  const arms = new Map(records.map(({ source, method }) => [`${source}/${method}`, { source, method }]));
  return [...arms.values()].flatMap(({ source, method }) =>
    Array.from({ length: last }, (_, i) => {
      const values = accuracies(records, source, method, i + 1);
      const [lowest, highest] = [Math.min(...values), Math.max(...values)];
      return { source, method, epoch: i + 1, mean: mean(values), lowest, highest };
    }),
  );
}

/** What Section 5.1 says of Figure 1, in our words. */
export function dynamicsClaims(source: string): Claim[] {
  const place = "Section 5.1, Figure 1";
  const suffix = source === "synthetic" ? "" : ` (${source})`;
  const claim = (
    id: string,
    sentence: string,
    perSeed: (records: readonly RunRecord[]) => number[],
  ): Claim => ({
    id: `${id}${suffix}`,
    place,
    sentence: `${sentence}${suffix}`,
    evidence: { scales: ["world", "small"], perSeed },
  });
  const over = (better: string, worse: string) => (records: readonly RunRecord[]) =>
    pairedDifferences(records, {
      metric: afterEpoch(last),
      of: { source, method: better },
      minus: { source, method: worse },
    });
  const narrower = (method: string) => (records: readonly RunRecord[]) =>
    minus(deviations(records, source, method, 1), deviations(records, source, method, last));
  return [
    claim("imp-ends-above-ce", "After five epochs IMP is above CE", over("IMP", "CE")),
    claim("dimp-ends-above-ce", "After five epochs DIMP is above CE", over("DIMP", "CE")),
    claim("imp-ends-above-focal", "After five epochs IMP is above focal loss", over("IMP", "Focal")),
    claim("dimp-ends-above-focal", "After five epochs DIMP is above focal loss", over("DIMP", "Focal")),
    claim("imp-settles", "IMP differs less between seeds after five epochs than after one", narrower("IMP")),
    claim(
      "dimp-settles",
      "DIMP differs less between seeds after five epochs than after one",
      narrower("DIMP"),
    ),
    claim("dimp-varies-first", "After one epoch DIMP differs more between seeds than IMP", (records) =>
      minus(deviations(records, source, "DIMP", 1), deviations(records, source, "IMP", 1)),
    ),
  ];
}

/** How far each seed lies from the median of all: their mean is a measure of spread, as in Brown and Forsythe's test. */
function deviations(records: readonly RunRecord[], source: string, method: string, epoch: number): number[] {
  const values = accuracies(records, source, method, epoch);
  const median = quantile(values, 0.5);
  return values.map((value) => Math.abs(value - median));
}

function accuracies(records: readonly RunRecord[], source: string, method: string, epoch: number): number[] {
  return records
    .filter((record) => record.source === source && record.method === method)
    .sort((a, b) => a.seed - b.seed)
    .map((record) => metricOf(record, afterEpoch(epoch)));
}

function minus(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, i) => value - b[i]);
}
