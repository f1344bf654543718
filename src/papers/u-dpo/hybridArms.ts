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
  swept: boolean;
}

export const baseArm = asWritten(writers.base, true);
export const likelihoodArm = asWritten(writers.likelihood);
export const unfilteredDpoArm = asWritten(writers.unfilteredDpo);
export const unfilteredUtilityDpoArm = asWritten(writers.unfilteredUtilityDpo);
export const dpoArm = asWritten(writers.dpo, true);
export const utilityDpoArm = asWritten(writers.utilityDpo, true);
export const slowDpoArm = asWritten(writers.slowDpo);
export const shuffledUtilityDpoArm = asWritten(writers.shuffledUtilityDpo);
export const wideUtilityDpoArm = asWritten(writers.wideUtilityDpo);
export const rejectionArm = bestHalf("rejection", writers.base, true);
export const utilityDpoRejectionArm = bestHalf("U-DPO, then rejection", writers.utilityDpo);

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

function asWritten(writer: WriterArm, swept = false): HybridArm {
  return { method: writer.method, writer, keep: keepFirst, written: 1, swept };
}

function bestHalf(method: string, writer: WriterArm, swept = false): HybridArm {
  return { method, writer, keep: keepHighestHalf, written: 2, swept };
}
