/** @file What generated texts are worth in real ones, read off the curve of real texts alone. */
import { recordsBySeed } from "../../experiments/recordsBySeed";
import type { RunRecord } from "../../experiments/runRecord";
import type { Random } from "../../random/stream";
import { bootstrapInterval } from "../../statistics/bootstrapInterval";
import { mean } from "../../statistics/mean";
import { realCounts, sourceOf } from "./lowResource";
import { metricAt } from "./perSeed";

/** So many real texts with the generated ones are as good as `alone` real texts without. */
export interface RealTextsWorth {
  real: number;
  alone: number;
  low: number;
  high: number;
  /** Whether the curve of real texts ends below: then `alone` is its last count, and the truth is more. */
  beyond: boolean;
}

interface Curves {
  alone: readonly number[];
  mixed: readonly number[];
}

/**
 * Reads the accuracy with generated texts off the curve without, for each number of real texts.
 *
 * Both are means over seeds. Between two measured counts the curve is a straight line over the logarithm of the count.
 * The interval is the bootstrap's over seeds, both curves of a seed drawn together; what lies off the curve counts as
 * its nearest end.
 */
export function realTextsWorth(records: readonly RunRecord[], random: Random): RealTextsWorth[] {
  const seeds = curvesOfSeeds(records);
  const last = counts[counts.length - 1];
  return counts.map((real, at) => {
    const interval = bootstrapInterval(seeds, (sample) => worthAt(sample, at), random.child(String(real)), {
      resamples: 1999,
    });
    return {
      real,
      alone: interval.estimate,
      low: interval.low,
      high: interval.high,
      beyond: interval.estimate === last,
    };
  });
}

const counts = realCounts.map((perClass) => 11 * perClass);

function curvesOfSeeds(records: readonly RunRecord[]): Curves[] {
  return recordsBySeed(records).map((own) => {
    const curve = (method: string) =>
      realCounts.map((perClass) =>
        metricAt(own, { data: "fields", source: sourceOf(perClass), method }, "accuracy"),
      );
    return { alone: curve("real only"), mixed: curve("mixed") };
  });
}

function worthAt(seeds: readonly Curves[], at: number): number {
  const alone = counts.map((_, i) => mean(seeds.map((curves) => curves.alone[i])));
  return countReaching(alone, mean(seeds.map((curves) => curves.mixed[at])));
}

/** The first count at which the curve reaches an accuracy, or its nearest end. */
function countReaching(curve: readonly number[], accuracy: number): number {
  const upper = curve.findIndex((value) => value >= accuracy);
  if (upper < 0) return counts[counts.length - 1];
  if (upper === 0) return counts[0];
  const share = (accuracy - curve[upper - 1]) / (curve[upper] - curve[upper - 1]);
  return counts[upper - 1] * (counts[upper] / counts[upper - 1]) ** share;
}
