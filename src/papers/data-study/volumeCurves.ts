/** @file Accuracy by the number of generated texts, run by run, and what each doubling gains. */
import { recordsBySeed } from "../../experiments/recordsBySeed";
import type { RunRecord } from "../../experiments/runRecord";
import { confidenceInterval } from "../../statistics/confidenceInterval";
import { mean } from "../../statistics/mean";
import { metricAt } from "./perSeed";
import { paperStudy } from "./settings";
import { volumeMethods } from "./volume";

/** Beside the single ways of prompting: the mean over them. */
export const meanOfMethods = "mean of methods";

/** One list for each seed: accuracy at each volume, of a way of prompting or of their mean. */
export function accuracyByVolume(records: readonly RunRecord[], source: string, method: string): number[][] {
  const methods = method === meanOfMethods ? volumeMethods : [method];
  return recordsBySeed(records).map((own) =>
    paperStudy.volumes.map((size) =>
      mean(methods.map((name) => metricAt(own, { data: `${size} texts`, source, method: name }, "accuracy"))),
    ),
  );
}

/** An estimate with its 95 % Student t interval over seeds. */
export interface VolumeEstimate {
  mean: number;
  low: number;
  high: number;
}

/** The mean over ways of prompting at each volume. */
export function volumePoints(
  records: readonly RunRecord[],
  source: string,
): (VolumeEstimate & { texts: number })[] {
  const curves = accuracyByVolume(records, source, meanOfMethods);
  return paperStudy.volumes.map((texts, at) => ({
    texts,
    ...confidenceInterval(curves.map((curve) => curve[at])),
  }));
}

/** What a doubling gains on average between one volume and the next, for the mean over ways of prompting. */
export function doublingGains(
  records: readonly RunRecord[],
  source: string,
): (VolumeEstimate & { step: string })[] {
  const { volumes } = paperStudy;
  const curves = accuracyByVolume(records, source, meanOfMethods);
  return volumes.slice(1).map((to, at) => {
    const doublings = Math.log2(to / volumes[at]);
    const gains = curves.map((curve) => (curve[at + 1] - curve[at]) / doublings);
    return { step: `${volumes[at]} to ${to}`, ...confidenceInterval(gains) };
  });
}
