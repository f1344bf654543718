/** @file The curves of `data-study/5-volume`: a saturating power law through the means, and where it flattens. */
import { type Format, fixed, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { RunRecord } from "../../experiments/runRecord";
import type { Random } from "../../random/stream";
import { bootstrapInterval } from "../../statistics/bootstrapInterval";
import { mean } from "../../statistics/mean";
import {
  fitSaturatingCurve,
  flatteningPoint,
  leastPower,
  type SaturatingCurve,
} from "../../statistics/saturatingCurve";
import { paperStudy } from "./settings";
import { volumeMethods, volumeSources } from "./volume";
import { accuracyByVolume, meanOfMethods } from "./volumeCurves";

/** One fitted curve, and the number of texts from which doubling them gains less than a point of accuracy. */
export interface VolumeFit extends SaturatingCurve {
  source: string;
  method: string;
  flattensAt: number;
  low: number;
  high: number;
}

/** One point of accuracy. */
const smallGain = 0.01;

/** What lies below the smallest set or far above the largest one cannot be told by such curves. */
const [nearest, farthest] = [paperStudy.volumes[0], 100_000];

/**
 * A curve for each way of prompting and for their mean, alone and beside real texts.
 *
 * Accuracies are means over seeds; the interval of the flattening point is the bootstrap's over seeds. A flattening
 * point outside 100 to 100,000 texts counts as the nearer end.
 */
export function volumeFits(records: readonly RunRecord[], random: Random): VolumeFit[] {
  return volumeSources.flatMap((source) =>
    [...volumeMethods, meanOfMethods].map((method) => {
      const curves = accuracyByVolume(records, source, method);
      const { estimate, low, high } = bootstrapInterval(
        curves,
        (sample) => Math.max(nearest, Math.min(farthest, flatteningPoint(fitOf(sample), smallGain))),
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

/** The fits to read; a curve of the least power tried has no limit that its points could tell. */
export function volumeFitTable(fits: readonly VolumeFit[]): Table {
  const three = fixed(3);
  const limit: Format = (value, row) => (row.power === leastPower ? "none in sight" : three(value, row));
  const ends: Format = (value, row) => `${texts(value)} [${texts(row.low)}, ${texts(row.high)}]`;
  return table(fits, {
    caption: "Accuracy = limit - drop · texts^-power",
    columns: [
      { field: "source" },
      { field: "method" },
      { field: "limit", format: limit, align: "right" },
      { field: "power", format: fixed(2) },
      { field: "error", title: "mean distance of the points", format: three },
      { field: "flattensAt", title: "a doubling gains less than .01 from", format: ends, align: "right" },
    ],
    note: `in brackets the 95 % bootstrap interval over seeds; ≤ ${nearest}: everywhere, ≥ 100,000: nowhere near`,
  });
}

function texts(value: unknown): string {
  const written = whole()(value, {});
  if (value === nearest) return `≤ ${written}`;
  return value === farthest ? `≥ ${written}` : written;
}
