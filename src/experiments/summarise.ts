/**
 * @file From the records of runs to the rows of a table: mean and interval over the seeds or their worlds, best of four.
 */
import { confidenceInterval, type MeanInterval } from "../statistics/confidenceInterval";
import { expectedHighest } from "../statistics/expectedHighest";
import { groupMeans } from "../statistics/groupMeans";
import { expectTurns } from "./expectTurns";
import type { ResultRow } from "./experiment";
import type { RunRecord } from "./runRecord";

export interface SummariseOptions {
  /** Metrics whose best run is the lowest; of all others it is the highest. `seconds` is always one. */
  readonly lowerIsBetter?: readonly string[];
  /** How many worlds the seeds have in turn: mean and interval are over the means of their runs; default: every seed counts for itself. */
  readonly worlds?: number;
}

/**
 * One row for each metric of each data set, source and method, in the order in which they first occur.
 *
 * @returns rows with the 95 % Student t interval, the metric `seconds` last
 * @throws RangeError if an arm has fewer than 2 runs, a seed twice, or runs with different metrics; if
 *   worlds are given and a seed is missing
 */
export function summarise(records: readonly RunRecord[], options: SummariseOptions = {}): ResultRow[] {
  const lowerIsBetter = new Set([...(options.lowerIsBetter ?? []), "seconds"]);
  return armsOf(records).flatMap((arm) => {
    const { data, source, method } = arm[0];
    expectTurns(
      arm.map(({ seed }) => seed),
      options.worlds,
    );
    return metricsOf(arm).map((metric) => {
      const values = arm.map((record) => metricOf(record, metric));
      const { mean, low, high } = intervalOver(values, options.worlds);
      const best = lowerIsBetter.has(metric) ? lowestOfFour(values) : highestOfFour(values);
      return { data, source, method, metric, mean, low, high, best, n: values.length, ...inWorlds(options) };
    });
  });
}

/**
 * Mean and 95 % Student t interval of one number per seed, over the means of each world's runs where there are several
 * worlds.
 */
export function intervalOver(perSeed: readonly number[], worlds = perSeed.length): MeanInterval {
  return confidenceInterval(groupMeans(perSeed, worlds), 0.95);
}

/** What the best of four runs is expected to be, where the highest is the best. */
export function highestOfFour(values: readonly number[]): number {
  return expectedHighest(values, 4);
}

/** The same where the lowest is the best. */
export function lowestOfFour(values: readonly number[]): number {
  return -highestOfFour(values.map((value) => -value));
}

/** What a row says of worlds, where seeds had several in turn. */
export function inWorlds({ worlds }: Pick<SummariseOptions, "worlds">): Pick<ResultRow, "worlds"> {
  return worlds === undefined ? {} : { worlds };
}

/** The value of a metric in a record; `seconds` is one that every record has. */
export function metricOf(record: RunRecord, metric: string): number {
  const value = metric === "seconds" ? record.seconds : record.metrics[metric];
  if (value === undefined) {
    throw new RangeError(
      `metricOf: metric ${metric} is not in ${record.key}, expected one of ${metricsOf([record]).join(", ")}`,
    );
  }
  return value;
}

function armsOf(records: readonly RunRecord[]): RunRecord[][] {
  const arms = new Map<string, RunRecord[]>();
  for (const record of records) {
    const name = JSON.stringify([record.data, record.source, record.method]);
    const arm = arms.get(name) ?? [];
    if (arm.some(({ seed }) => seed === record.seed)) {
      throw new RangeError(
        `summarise: seed ${record.seed} of ${name} is there twice, expected one run per seed`,
      );
    }
    arms.set(name, [...arm, record]);
  }
  return [...arms.values()].map((arm) => arm.sort((one, other) => one.seed - other.seed));
}

function metricsOf(arm: readonly RunRecord[]): string[] {
  const metrics = Object.keys(arm[0].metrics);
  for (const record of arm) {
    const others = Object.keys(record.metrics);
    if (others.length !== metrics.length || others.some((metric) => !metrics.includes(metric))) {
      throw new RangeError(
        `summarise: ${record.key} has the metrics ${others.join(", ")}, expected ${metrics.join(", ")} like ${arm[0].key}`,
      );
    }
  }
  return [...metrics, "seconds"];
}
