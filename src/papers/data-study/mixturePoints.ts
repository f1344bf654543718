/** @file The two curves of `data-study/3-mixing`: over the share of real texts, and over the number of generated ones. */
import type { ExperimentResult } from "../../experiments/experiment";
import { type Mixture, mixtures } from "./mixing";

/** A point of a curve: mean accuracy with its 95 % Student t interval. */
export interface MixturePoint {
  x: number;
  mean: number;
  low: number;
  high: number;
}

/** Accuracy over the share of real texts, in percent, in sets of one size. */
export function sharePoints(result: ExperimentResult): MixturePoint[] {
  const equal = mixtures.filter(({ source }) => source === mixtures[0].source);
  return equal.map((mixture) =>
    pointOf(result, mixture, (100 * mixture.real) / (mixture.real + mixture.generated)),
  );
}

/** Accuracy over the number of generated texts beside 99 real ones, each of these once. */
export function besidePoints(result: ExperimentResult): MixturePoint[] {
  const beside = mixtures.filter(({ source, repeated }) => source !== mixtures[0].source && repeated === 1);
  return beside.map((mixture) => pointOf(result, mixture, 11 * mixture.generated));
}

/** Accuracy over how often each of 99 real texts stands beside 990 generated ones. */
export function repeatPoints(result: ExperimentResult): MixturePoint[] {
  const most = Math.max(...mixtures.filter(({ repeated }) => repeated > 1).map(({ generated }) => generated));
  const beside = mixtures.filter(
    ({ source, generated }) => source !== mixtures[0].source && generated === most,
  );
  return beside.map((mixture) => pointOf(result, mixture, mixture.repeated));
}

function pointOf({ rows }: ExperimentResult, { source, name }: Mixture, x: number): MixturePoint {
  const row = rows.find((one) => one.source === source && one.method === name && one.metric === "accuracy");
  if (!row) throw new RangeError(`mixturePoints: rows have no ${source}, ${name}, expected every mixture`);
  return { x, mean: row.mean, low: row.low, high: row.high };
}
