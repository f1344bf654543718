/** @file From finished runs to the tables of `together/2-rephrase-or-weigh`: gains beside costs, verdicts. */
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { intervalOver, metricOf } from "../../experiments/summarise";
import { mean } from "../../statistics/mean";
import { type PairedTest, pairedTests } from "../u-dpo/pairedTests";
import { worldsInTurn } from "../u-dpo/worldPipelineSettings";
import { asWritten, dimpMore, quarter, rephraseClaims, rephraseName } from "./rephraseClaims";

/** A remedy at a budget: what it gains on the texts as written, and what it costs. */
export interface RemedyPoint {
  source: string;
  method: string;
  /** Accuracy beside real texts minus that with the texts as written, mean with 95 % Student t interval over worlds. */
  gain: number;
  low: number;
  high: number;
  /** Means: tokens written, labels given, seconds of a core beyond those for the texts as written. */
  tokens: number;
  labels: number;
  extraSeconds: number;
}

/** Gain and cost of every remedy against wrong labels. */
export function remedyPoints(
  records: readonly RunRecord[],
  metric: "alone" | "beside" = "beside",
): RemedyPoint[] {
  const arms = records.filter(({ source, seed }) => source.endsWith("written") && seed === records[0].seed);
  return arms.map(({ source, method }) => {
    const minus = (what: string) =>
      pairedDifferences(records, { metric: what, of: { source, method }, minus: asWritten });
    const own = records.filter((one) => one.source === source && one.method === method);
    const isReference = source === asWritten.source && method === asWritten.method;
    const interval = isReference ? { mean: 0, low: 0, high: 0 } : intervalOver(minus(metric), worldsInTurn);
    return {
      source,
      method,
      gain: interval.mean,
      low: interval.low,
      high: interval.high,
      tokens: mean(own.map((record) => metricOf(record, "tokens"))),
      labels: mean(own.map((record) => metricOf(record, "labels"))),
      extraSeconds: mean(minus("spent")),
    };
  });
}

/** Remedies of a quarter's budget against one another, beside real texts; corrected together. */
export function remedyTests(records: readonly RunRecord[]): PairedTest[] {
  const between = (name: string, of: string, minus: string) => ({
    name,
    differences: pairedDifferences(records, {
      metric: "beside",
      of: { source: quarter, method: of },
      minus: { source: quarter, method: minus },
    }),
  });
  return pairedTests(
    [
      between("rephrased - more texts, DIMP", "suspects rephrased", dimpMore.method),
      between("written anew - more texts, DIMP", "suspects written anew", dimpMore.method),
      between("rephrased - more texts", "suspects rephrased", "more texts"),
      between("more texts, DIMP - more texts", dimpMore.method, "more texts"),
      between("labelled by a reader - more texts", "suspects labelled by a reader", "more texts"),
    ],
    worldsInTurn,
  );
}

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function rephraseResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: rephraseName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["wrong", "tokens", "labels", "writing", "checking", "training", "spent", "withPhrase"],
    claims: rephraseClaims,
  });
}
