/** @file From finished runs to the choice of a learning rate for every way to tune. */
import { fixed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import * as arms from "./hybridArms";
import type { PreferenceWay } from "./stages/settings";
import { worldsInTurn } from "./worldPipelineSettings";

/** The experiment's name on the command line. */
export const ratesName = "u-dpo/4.1-rates";

/** The runs at a rate. */
export const rateSource = (rate: number) => `rate ${rate}`;

/** An arm that is tuned, and the rates at which it is tried. */
type TriedRates = { arm: arms.HybridArm; rates: readonly number[] };

/** The ways to tune, by the names of their rates in the settings. */
export const triedRates: Readonly<Record<"likelihood" | PreferenceWay, TriedRates>> = {
  likelihood: { arm: arms.likelihoodArm, rates: [2.5e-4, 5e-4, 1e-3] },
  unfilteredDpo: { arm: arms.unfilteredDpoArm, rates: [1e-4, 2.5e-4, 6e-4] },
  unfilteredUtilityDpo: { arm: arms.unfilteredUtilityDpoArm, rates: [1e-4, 2.5e-4, 6e-4] },
  dpo: { arm: arms.dpoArm, rates: [1e-4, 2.5e-4, 6e-4] },
  utilityDpo: { arm: arms.utilityDpoArm, rates: [1e-4, 2.5e-4, 6e-4] },
};

/** What the records say: means with intervals over the worlds. */
export function ratesResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: ratesName, scale, records, claims: [], worlds: worldsInTurn });
}

/**
 * The rate that is best for each way to tune: by the mean of two accuracies, of a classifier on its texts alone and of
 * one that has them beside real texts.
 */
export function chosenRates({ rows }: Pick<ExperimentResult, "rows">): Record<string, number> {
  const chosen = Object.entries(triedRates).map(([way, tried]) => {
    const [best] = linesOf(rows, tried).sort((one, other) => other.both - one.both);
    return [way, best.rate];
  });
  return Object.fromEntries(chosen);
}

/** Both accuracies of every way at every rate, and whether the texts are still grammatical. */
export function ratesTable(result: Pick<ExperimentResult, "rows">): Table {
  const chosen = chosenRates(result);
  const lines = Object.entries(triedRates).flatMap(([way, tried]) =>
    linesOf(result.rows, tried).map((line) => ({
      ...line,
      chosen: line.rate === chosen[way] ? "chosen" : "",
    })),
  );
  return table(lines, {
    caption: "Learning rates on runs that are not reported",
    columns: [
      { field: "method" },
      { field: "rate", align: "right" },
      { field: "synthetic", title: "synthetic only", format: fixed(4), align: "right" },
      { field: "hybrid", title: "real + synthetic", format: fixed(4), align: "right" },
      { field: "both", title: "mean of both", format: fixed(4), align: "right" },
      { field: "accepted", title: "grammatical", format: fixed(3), align: "right" },
      { field: "chosen", title: "" },
    ],
  });
}

function linesOf(rows: ExperimentResult["rows"], { arm: { method }, rates }: TriedRates) {
  return rates.map((rate) => {
    const own = rows.filter((row) => row.method === method && row.source === rateSource(rate));
    const of = (name: string) => own.find(({ metric }) => metric === name)!.mean;
    const [hybrid, synthetic] = [of("hybrid"), of("synthetic")];
    return { method, rate, synthetic, hybrid, both: (hybrid + synthetic) / 2, accepted: of("accepted") };
  });
}
