/** @file What each weighting gains on cross entropy, writer by writer, over the runs. */

import { recordsBySeed } from "../../experiments/recordsBySeed";
import type { RunRecord } from "../../experiments/runRecord";
import { intervalOver } from "../../experiments/summarise";
import { worldsInTurn } from "../u-dpo/worldPipelineSettings";
import { accuracyOver, type WeightingMetric, writerNames } from "./weightingResult";
import { unweighted, weightings } from "./weightings";

/** A gain with its 95 % Student t interval over worlds. */
export interface WeightingGain {
  writer: string;
  weighting: string;
  mean: number;
  low: number;
  high: number;
}

/** Every weighting but cross entropy itself; accuracies are means over the ways to ask. */
export function weightingGains(
  records: readonly RunRecord[],
  metric: Exclude<WeightingMetric, "aloneLoose">,
): WeightingGain[] {
  const others = weightings.filter((one) => one !== unweighted);
  return writerNames.flatMap((writer) =>
    others.map(({ name }) => {
      const gains = recordsBySeed(records).map(
        (own) => accuracyOver(own, metric, writer, name) - accuracyOver(own, metric, writer, unweighted.name),
      );
      return { writer, weighting: name, ...intervalOver(gains, worldsInTurn) };
    }),
  );
}
