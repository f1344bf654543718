/**
 * @file From finished runs and the model's history to the result of `world/pretrain`.
 */
import type { ExperimentResult, ResultRow, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { promptMethods } from "../../text/prompts/promptMethods";
import type { Pretraining } from "./pretrain";
import { limitName, modelName } from "./writers";

/** The experiment's name on the command line. */
export const worldPretrainName = "world/pretrain";

/**
 * Rows for the curve of training, for every number of every writer, and for the model minus the world itself.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function worldPretrainResult(
  scale: Scale,
  records: readonly RunRecord[],
  pretraining: Pretraining,
): ExperimentResult {
  const comparisons = Object.keys(promptMethods).flatMap((source) =>
    ["natsPerToken", "fidelity", "onSubtopic"].map((metric) => ({
      metric,
      of: { source, method: modelName },
      minus: { source, method: limitName },
    })),
  );
  const result = experimentResult({
    experiment: worldPretrainName,
    scale,
    records,
    lowerIsBetter: ["natsPerToken", "copied"],
    comparisons,
    claims: [],
  });
  const curve = pretraining.curve.flatMap((entry) => curveRows(entry, pretraining.settings.heldOut.pages));
  return { ...result, rows: [...curve, ...result.rows], seconds: result.seconds + pretraining.seconds };
}

/** One point of the curve as rows; the interval is over the held-out pages, all else being one training run. */
function curveRows({ step, model, world, excess, excessError }: Pretraining["curve"][number], n: number) {
  const row = (metric: string, value: number, error: number): ResultRow => ({
    data: "world",
    source: "pages",
    method: `step ${step}`,
    metric,
    mean: value,
    low: value - 1.96 * error,
    high: value + 1.96 * error,
    best: value,
    n,
  });
  return [row("modelNats", model, 0), row("worldNats", world, 0), row("excessNats", excess, excessError)];
}
