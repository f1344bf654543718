/** @file The curves of `data-study/5-volume`: a saturating power law through the means, and where it flattens. */
import type { RunRecord } from "../../experiments/runRecord";
import type { Random } from "../../random/stream";
import { bootstrapInterval } from "../../statistics/bootstrapInterval";
import { mean } from "../../statistics/mean";
import { fitSaturatingCurve, flatteningPoint, type SaturatingCurve } from "../../statistics/saturatingCurve";
import { metricAt } from "./perSeed";
import { paperStudy } from "./settings";
import { volumeMethods, volumeSources } from "./volume";

/** One fitted curve, and the number of texts from which doubling them gains less than a point of accuracy. */
export interface VolumeFit extends SaturatingCurve {
  source: string;
  method: string;
  flattensAt: number;
  low: number;
  high: number;
}

/** One point of accuracy. */
export const smallGain = 0.01;

/** What is fitted beside the single methods: the mean over them. */
export const meanOfMethods = "mean of methods";

/**
 * A curve for each way of prompting and for their mean, alone and beside real texts.
 *
 * Accuracies are means over seeds; the interval of the flattening point is the bootstrap's over seeds.
 */
export function volumeFits(records: readonly RunRecord[], random: Random): VolumeFit[] {
  const seeds = [...new Set(records.map(({ seed }) => seed))];
  return volumeSources.flatMap((source) =>
    [...volumeMethods, meanOfMethods].map((method) => {
      const curves = seeds.map((seed) => curveOfSeed(records, seed, source, method));
      const { estimate, low, high } = bootstrapInterval(
        curves,
        (sample) => flatteningPoint(fitOf(sample), smallGain),
        random.child(`${source} ${method}`),
        { resamples: 499 },
      );
      return { source, method, ...fitOf(curves), flattensAt: estimate, low, high };
    }),
  );
}

function fitOf(curves: readonly (readonly number[])[]): SaturatingCurve {
  const means = paperStudy.volumes.map((_, at) => mean(curves.map((curve) => curve[at])));
  return fitSaturatingCurve(paperStudy.volumes, means);
}

/** Accuracy by volume in one run. */
function curveOfSeed(records: readonly RunRecord[], seed: number, source: string, method: string): number[] {
  const own = records.filter((record) => record.seed === seed);
  const methods = method === meanOfMethods ? volumeMethods : [method];
  return paperStudy.volumes.map((size) =>
    mean(methods.map((name) => metricAt(own, { data: `${size} texts`, source, method: name }, "accuracy"))),
  );
}
