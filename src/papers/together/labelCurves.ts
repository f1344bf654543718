/** @file Accuracy over the number of real texts, for each choice of generated texts, run by run. */
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { mean } from "../../statistics/mean";
import { realCountOf, realMethod, writingSource } from "./labelResult";

/** One choice: real texts alone, or some generated texts beside them. */
export interface LabelCurve {
  method: string;
  /** Numbers of real texts, rising. */
  counts: number[];
  /** Accuracy for each count; a list for each run. */
  runs: number[][];
  /** What the generated texts take: tokens, seconds of a core to write them and to train more; 0 for real texts alone. */
  tokens: number;
  seconds: number;
}

/**
 * The curves of all methods, in the order of first appearance.
 *
 * @throws RangeError if a run is missing
 */
export function labelCurves(records: readonly RunRecord[]): LabelCurve[] {
  const trained = records.filter(({ source }) => source !== writingSource);
  const seeds = [...new Set(records.map(({ seed }) => seed))].sort((one, other) => one - other);
  const methods = [...new Set(trained.map(({ method }) => method))];
  return methods.map((method) => {
    const own = trained.filter((one) => one.method === method);
    const sources = [...new Set(own.map(({ source }) => source))];
    const counts = sources.map(realCountOf).sort((a, b) => a - b);
    const at = (seed: number, count: number) => {
      const found = own.find((one) => one.seed === seed && realCountOf(one.source) === count);
      if (found) return metricOf(found, "accuracy");
      throw new RangeError(`labelCurves: ${method} has no run of seed ${seed} with ${count} real texts`);
    };
    return {
      method,
      counts,
      runs: seeds.map((seed) => counts.map((count) => at(seed, count))),
      ...costOf(records, own, method),
    };
  });
}

/** Means over runs; the seconds of training are those beyond real texts alone, at the most real texts that both have. */
function costOf(records: readonly RunRecord[], own: readonly RunRecord[], method: string) {
  const [volume] = method.split(",");
  const written = records.filter((one) => one.source === writingSource && one.method === volume);
  if (written.length === 0) return { tokens: 0, seconds: 0 };
  const last = own.reduce((a, b) => (realCountOf(b.source) > realCountOf(a.source) ? b : a)).source;
  const training = (of: string) =>
    mean(
      records
        .filter((one) => one.source === last && one.method === of)
        .map((one) => metricOf(one, "training")),
    );
  return {
    tokens: mean(written.map((one) => metricOf(one, "tokens"))),
    seconds: mean(written.map((one) => metricOf(one, "writing"))) + training(method) - training(realMethod),
  };
}

/** The mean curve over some runs, never falling: at each count the highest mean up to it. */
export function meanCurve(runs: readonly (readonly number[])[]): number[] {
  const means = runs[0].map((_, at) => mean(runs.map((run) => run[at])));
  return means.map((_, at) => Math.max(...means.slice(0, at + 1)));
}

/** Between two counts a curve is a straight line over the logarithm of the count; outside it stays as at its end. */
export function heightAt(counts: readonly number[], curve: readonly number[], count: number): number {
  const upper = counts.findIndex((one) => one >= count);
  if (upper < 0) return curve[curve.length - 1];
  if (upper === 0) return curve[0];
  const share = Math.log(count / counts[upper - 1]) / Math.log(counts[upper] / counts[upper - 1]);
  return curve[upper - 1] + share * (curve[upper] - curve[upper - 1]);
}

/** The smallest count at which a curve reaches a height: its first count if it begins above, undefined if it ends below. */
export function countReaching(
  counts: readonly number[],
  curve: readonly number[],
  height: number,
): number | undefined {
  const upper = curve.findIndex((value) => value >= height);
  if (upper < 0) return undefined;
  if (upper === 0) return counts[0];
  const share = (height - curve[upper - 1]) / (curve[upper] - curve[upper - 1]);
  return counts[upper - 1] * (counts[upper] / counts[upper - 1]) ** share;
}
