/** @file The curves of Section 4.2, read off the records of its runs: points, heights, scatter. */
import type { RunRecord } from "../../experiments/runRecord";
import { intervalOver } from "../../experiments/summarise";
import { mean } from "../../statistics/mean";
import { worldsInTurn } from "./worldPipelineSettings";

/** A point of a curve: mean with its 95 % Student t interval over worlds. */
export interface RewardPoint {
  method: string;
  /** What was looked at, as `watchedPairs` and `watchedValues` call it. */
  curve: string;
  step: number;
  mean: number;
  low: number;
  high: number;
}

/** The points of some curves, for each method of the records. */
export function rewardPoints(records: readonly RunRecord[], curves: readonly string[]): RewardPoint[] {
  const methods = [...new Set(records.map(({ method }) => method))];
  return methods.flatMap((method) => {
    const runs = records
      .filter((record) => record.method === method)
      .sort((one, other) => one.seed - other.seed);
    return pointsOf(runs[0])
      .filter(({ curve }) => curves.includes(curve))
      .map(({ metric, curve, step }) => {
        const values = runs.map(({ metrics }) => metrics[metric]);
        const { mean, low, high } = intervalOver(values, worldsInTurn);
        return { method, curve, step, mean, low, high };
      });
  });
}

/** The mean of a run's curve after its start: how high it lies "throughout training". */
export function curveMean(record: RunRecord, curve: string): number {
  return mean(afterStart(record, curve).map(({ value }) => value));
}

/**
 * How far a run's curve scatters about its own straight line, the start left out.
 *
 *     √( Σ_t (a_t - α - β t)² / (T - 2) )
 *
 * A curve that climbs steadily has 0, however steep it is.
 *
 * Source:  U-DPO paper, Section 4.2: fluctuation, seen in Figure 2.
 * Differs: the paper gives no measure.
 *
 * @throws RangeError if the curve has fewer than 3 points after its start
 */
export function curveFluctuation(record: RunRecord, curve: string): number {
  const points = afterStart(record, curve);
  if (points.length < 3) {
    throw new RangeError(
      `curveFluctuation: ${curve} has ${points.length} points after its start, expected 3 or more`,
    );
  }
  const [step, value] = [mean(points.map((one) => one.step)), mean(points.map((one) => one.value))];
  const sum = (of: (one: Point) => number) => points.reduce((total, one) => total + of(one), 0);
  const slope = sum((one) => (one.step - step) * (one.value - value)) / sum((one) => (one.step - step) ** 2);
  const squares = sum((one) => (one.value - value - slope * (one.step - step)) ** 2);
  return Math.sqrt(squares / (points.length - 2));
}

/** Which curve and step a metric is a point of: "held-out pairs, step 10"; undefined for others. */
export function placeOf(metric: string): { curve: string; step: number } | undefined {
  const [, curve, step] = /^(.+), step (\d+)$/.exec(metric) ?? [];
  return curve === undefined ? undefined : { curve, step: Number(step) };
}

type Point = { step: number; value: number };

function afterStart(record: RunRecord, curve: string): Point[] {
  return pointsOf(record)
    .filter((point) => point.curve === curve && point.step > 0)
    .map(({ metric, step }) => ({ step, value: record.metrics[metric] }));
}

function pointsOf({ metrics }: RunRecord) {
  return Object.keys(metrics).flatMap((metric) => {
    const place = placeOf(metric);
    return place ? [{ metric, ...place }] : [];
  });
}
