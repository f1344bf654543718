/** @file The arms of Section 4.5: who writes the synthetic texts, and which of them are kept. */
import { type KeepTexts, keepFirst, keepHighestHalf } from "./stages/keptTexts";
import type { PipelineSettings } from "./stages/settings";
import type { WriterArm } from "./stages/writerArm";
import * as writers from "./stages/writerArms";

/** One way to come by a synthetic training set. */
export interface HybridArm {
  /** As in tables. */
  method: string;
  writer: WriterArm;
  keep: KeepTexts;
  /** How many texts are written for each that is kept. */
  written: 1 | 2;
  /** Whether it is run at every volume. */
  swept?: boolean;
  /** Whether it is there to explain others, and is run on fewer seeds. */
  isControl?: boolean;
}

export const baseArm = asWritten(writers.base, { swept: true });
export const likelihoodArm = asWritten(writers.likelihood);
export const unfilteredDpoArm = asWritten(writers.unfilteredDpo);
export const unfilteredUtilityDpoArm = asWritten(writers.unfilteredUtilityDpo, { isControl: true });
export const dpoArm = asWritten(writers.dpo, { swept: true });
export const utilityDpoArm = asWritten(writers.utilityDpo, { swept: true });
const slowDpoArm = asWritten(writers.slowDpo, { isControl: true });
export const shuffledUtilityDpoArm = asWritten(writers.shuffledUtilityDpo, { isControl: true });
const wideUtilityDpoArm = asWritten(writers.wideUtilityDpo, { isControl: true });
export const rejectionArm = bestHalf("rejection", writers.base, { swept: true });
const utilityDpoRejectionArm = bestHalf("U-DPO, then rejection", writers.utilityDpo);

/** All arms, in the order of the table. */
export const hybridArms: readonly HybridArm[] = [
  baseArm,
  likelihoodArm,
  unfilteredDpoArm,
  unfilteredUtilityDpoArm,
  dpoArm,
  utilityDpoArm,
  slowDpoArm,
  shuffledUtilityDpoArm,
  rejectionArm,
  utilityDpoRejectionArm,
  wideUtilityDpoArm,
];

/** The arms that the paper's Table 2 has. */
export const paperArms: readonly HybridArm[] = [baseArm, dpoArm, utilityDpoArm];

/** How many texts of a class a writer has to write for all arms that take its texts in a run. */
export function textsToWrite(
  writer: WriterArm,
  arms: readonly HybridArm[],
  { volume, volumes, volumeSeeds }: PipelineSettings["writing"],
  seed: number,
): number {
  const needs = arms
    .filter((arm) => arm.writer.method === writer.method)
    .map(
      ({ written, swept }) => written * (swept && seed < volumeSeeds ? Math.max(volume, ...volumes) : volume),
    );
  return Math.max(...needs);
}

type Kind = Pick<HybridArm, "swept" | "isControl">;

function asWritten(writer: WriterArm, kind: Kind = {}): HybridArm {
  return { method: writer.method, writer, keep: keepFirst, written: 1, ...kind };
}

function bestHalf(method: string, writer: WriterArm, kind: Kind = {}): HybridArm {
  return { method, writer, keep: keepHighestHalf, written: 2, ...kind };
}
