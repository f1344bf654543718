/** @file Section 4.5 over the number of synthetic texts, on the runs that have every number. */
import type { RunRecord } from "../../experiments/runRecord";
import { intervalOver } from "../../experiments/summarise";
import { mean } from "../../statistics/mean";
import type { HybridArm } from "./hybridArms";
import { worldsInTurn } from "./worldPipelineSettings";

/** A point of a curve over volumes: mean with its 95 % Student t interval over worlds. */
export interface VolumePoint {
  method: string;
  /** Synthetic texts of each class. */
  volume: number;
  mean: number;
  low: number;
  high: number;
}

/** Hybrid accuracy of each arm at each volume, small volumes first; all points over the same runs. */
export function volumePoints(
  records: readonly RunRecord[],
  of: readonly Pick<HybridArm, "method">[],
): VolumePoint[] {
  return of.flatMap((arm) =>
    [...volumeMeans(records, [arm])]
      .map(([source, values]) => {
        const { mean: center, low, high } = intervalOver(values, worldsInTurn);
        return { method: arm.method, volume: Number.parseInt(source, 10), mean: center, low, high };
      })
      .sort((a, b) => a.volume - b.volume),
  );
}

/** Mean hybrid accuracy of some arms by volume, one number for each seed at which every volume was run. */
export function volumeMeans(
  records: readonly RunRecord[],
  of: readonly Pick<HybridArm, "method">[],
): Map<string, number[]> {
  const methods = of.map(({ method }) => method);
  const swept = records.filter(
    ({ source, method }) => source.endsWith("per class") && methods.includes(method),
  );
  const sources = [...new Set(swept.map(({ source }) => source))];
  const runsOf = (seed: number) => swept.filter((record) => record.seed === seed);
  const seeds = [...new Set(swept.map(({ seed }) => seed))]
    .sort((one, other) => one - other)
    .filter((seed) => runsOf(seed).length === sources.length * methods.length);
  return new Map(
    sources.map((source) => [
      source,
      seeds.map((seed) =>
        mean(
          runsOf(seed)
            .filter((record) => record.source === source)
            .map(({ metrics }) => metrics.hybrid),
        ),
      ),
    ]),
  );
}
