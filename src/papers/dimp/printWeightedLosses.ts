/**
 * @file `dimp/2-weighted-losses` to read: limits, weights and verdicts.
 */
import { fixed, percent, whole } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { weightedLossesClaims } from "./weightedLossesResult";

/** The tables of a result; a notebook shows each of them. */
export interface WeightedLossesTables {
  /** Cross entropy of the two posteriors on real and on generated texts. */
  limits: Table;
  /** Accuracy and calibration of models trained with each weighting. */
  training: Table;
  /** What each weighting weighs on generated text. */
  weights: Table;
  claims: Table;
}

/** The result as tables. */
export function weightedLossesTables({ rows, claims }: ExperimentResult): WeightedLossesTables {
  const from = (...sources: string[]) => rows.filter(({ source }) => sources.includes(source));
  return {
    limits: resultTable(from("real texts", "generated texts"), {
      metrics: [
        { metric: "expectation", title: "limit (nats)", constant: true },
        { metric: "expectationError", title: "its standard error", constant: true },
        { metric: "crossEntropy", title: "CE (nats)" },
        { metric: "fallingPower", title: "power of N", format: fixed(2) },
      ],
      caption: "What cross entropy converges to",
    }),
    training: resultTable(from("large real", "synthetic"), {
      metrics: [
        { metric: "accuracy" },
        { metric: "calibrationError", title: "calibration error" },
        { metric: "meanConfidence", title: "mean confidence" },
      ],
      caption: "Trained with each weighting: real test texts",
    }),
    weights: resultTable(from("synthetic"), {
      metrics: [
        { metric: "meanWeightOfRightLabels", title: "weight of right labels", format: fixed(2) },
        { metric: "meanWeightOfWrongLabels", title: "of wrong labels", format: fixed(2) },
        { metric: "pullOfWrongLabels", title: "wrong labels' share of the pull", format: percent(1) },
        { metric: "effectiveSampleSize", title: "effective size", format: whole() },
      ],
      caption: "Who pulls at the end of training",
    }),
    claims: claimTable(weightedLossesClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printWeightedLosses(result: ExperimentResult): string {
  const { limits, training, weights, claims } = weightedLossesTables(result);
  return [limits, training, weights, claims].map(String).join("\n\n");
}
