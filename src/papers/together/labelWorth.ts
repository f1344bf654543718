/** @file How many labels by hand generated texts are worth, by reading their accuracy off the curve of real texts alone. */
import type { Random } from "../../random/stream";
import { bootstrapInterval } from "../../statistics/bootstrapInterval";
import { countReaching, type LabelCurve, meanCurve } from "./labelCurves";
import { realMethod } from "./labelResult";

/** With `real` labelled texts and the generated ones a classifier is as good as with `labels` more labelled texts. */
export interface LabelWorth {
  method: string;
  real: number;
  labels: number;
  /** Ends of the bootstrap's 95 % interval over runs. */
  low: number;
  high: number;
  /** Whether the curve of real texts ends below: then `labels` is the least it can be. */
  beyond: boolean;
}

/** How often runs are drawn anew. */
const resamples = 999;

/**
 * The worth for each choice at each number of real texts.
 *
 * Both accuracies are means over the same runs, drawn together for the interval. Above the end of the curve of real
 * texts its last count is taken; below its beginning, its first.
 *
 * @throws RangeError if there is no curve of real texts alone, or fewer than 2 runs
 */
export function labelWorth(curves: readonly LabelCurve[], random: Random): LabelWorth[] {
  const alone = curveOf(curves, realMethod);
  return curves
    .filter(({ method }) => method !== realMethod)
    .flatMap(({ method, counts, runs }) =>
      counts.map((real, at) => {
        const pairs = runs.map((mixed, run) => ({ alone: alone.runs[run], mixed: mixed[at] }));
        const worth = (sample: typeof pairs) => reached(alone.counts, sample) - real;
        const { estimate, low, high } = bootstrapInterval(pairs, worth, random.child(`${method} ${real}`), {
          resamples,
        });
        return {
          method,
          real,
          labels: estimate,
          low,
          high,
          beyond: estimate === lastOf(alone.counts) - real,
        };
      }),
    );
}

/** The curve of a method. */
export function curveOf(curves: readonly LabelCurve[], method: string): LabelCurve {
  const found = curves.find((one) => one.method === method);
  if (found) return found;
  throw new RangeError(
    `curveOf: method is ${method}, expected one of ${curves.map((one) => one.method).join(", ")}`,
  );
}

function reached(counts: readonly number[], sample: readonly { alone: number[]; mixed: number }[]): number {
  const height = sample.reduce((sum, { mixed }) => sum + mixed, 0) / sample.length;
  const curve = meanCurve(sample.map(({ alone }) => alone));
  return countReaching(counts, curve, height) ?? lastOf(counts);
}

const lastOf = (counts: readonly number[]) => counts[counts.length - 1];
