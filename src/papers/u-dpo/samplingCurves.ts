/** @file The result of a sampling sweep as rows of a chart. */
import type { ResultRow } from "../../experiments/experiment";
import { type Sampling, samplingName } from "./sampling";

/** One point of a curve over temperature. */
export interface SamplingPoint extends Sampling {
  /** The form of the prompt. */
  source: string;
  /** What is measured, as the chart names it. */
  metric: string;
  mean: number;
  low: number;
  high: number;
}

/**
 * The rows of some metrics, with the numbers of their sampling settings.
 *
 * @param names metrics to show, and what the chart calls them
 */
export function samplingCurves(
  rows: readonly ResultRow[],
  sweep: readonly Sampling[],
  names: Readonly<Record<string, string>>,
): SamplingPoint[] {
  const settings = new Map(sweep.map((sampling) => [samplingName(sampling), sampling]));
  return Object.entries(names).flatMap(([metric, title]) =>
    rows
      .filter((row) => row.metric === metric)
      .map(({ source, method, mean, low, high }) => {
        const sampling = settings.get(method);
        if (sampling === undefined) {
          throw new RangeError(`samplingCurves: method is ${method}, expected a setting of the sweep`);
        }
        return { source, ...sampling, metric: title, mean, low, high };
      }),
  );
}
