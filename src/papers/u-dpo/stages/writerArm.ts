/** @file A way to come by a generator. */
import type { Trained } from "../../../training/train";
import type { TunePreferencesOptions } from "../../../training/tunePreferences";
import type { WeighedPairs } from "./pairSets";
import type { PipelineRun } from "./pipelineRun";

/** What a caller may hang on a tuning. */
export type TuneHooks = Pick<TunePreferencesOptions, "measure" | "checkpoint" | "signal" | "onProgress">;

/** Who writes: the generator as it is, or tuned in some way. */
export interface WriterArm {
  /** Its name in tables, ledgers and caches: another way has another name. */
  method: string;
  /** The pairs that it is tuned on, where it is tuned on pairs. */
  pairs?(run: PipelineRun, signal?: AbortSignal): Promise<WeighedPairs>;
  /** Tunes the run's generator; absent: it writes as it is. */
  tune?(run: PipelineRun, hooks: TuneHooks): Promise<Trained>;
}
