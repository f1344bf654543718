/** @file The texts of one writer of paper A, asked in one way of paper B's. */
import { disposeTree } from "../../engine/tensorTree";
import type { StageCache } from "../../experiments/stageCache";
import { stream } from "../../random/stream";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import { type HybridArm, hybridArms, textsToWrite } from "../u-dpo/hybridArms";
import type { MarkedText, PipelineRun, RunProgress } from "../u-dpo/stages/pipelineRun";
import { marginsOf } from "../u-dpo/stages/scoredCandidates";
import { stageInputs } from "../u-dpo/stages/stageInputs";
import { askedSet, promptsOf } from "./askedSet";

/** Which texts. */
export interface WrittenSet {
  writer: HybridArm;
  way: PromptMethodName;
  /** Texts of a class that are kept. */
  perClass: number;
  topicsAsked: number;
}

/** The way that paper A asks in. */
const itsOwnWay: PromptMethodName = "two-shot";

/**
 * The texts that a writer's training set is made of, with their margins; those of two-shot prompts are those of
 * `u-dpo/4.5-hybrid`, the same tuned weights write for the other ways.
 *
 * @param writers all that are compared: of one generator all write the same, and keep what they keep
 */
export async function writtenBy(
  run: PipelineRun,
  cache: StageCache,
  { writer: { writer, keep }, way, perClass, topicsAsked }: WrittenSet,
  writers: readonly HybridArm[],
  progress: RunProgress,
): Promise<MarkedText[]> {
  const { scene, seed } = run;
  if (way === itsOwnWay) {
    const sizes = { ...scene.settings.writing, volume: perClass };
    return keep(await run.written(writer, textsToWrite(writer, hybridArms, sizes, seed), progress), perClass);
  }
  const times = writers.filter((one) => one.writer.method === writer.method).map(({ written }) => written);
  const count = perClass * Math.max(...times);
  const inputs = [stageInputs(run, "tuning"), "together", writer.method, way, count, topicsAsked];
  const written = await cache("asked", inputs, async () => {
    const prompts = await promptsOf(run, way, count * scene.labels.length, topicsAsked, progress.signal);
    const tuned = writer.tune ? await run.tuned(writer, progress) : undefined;
    try {
      const random = stream(seed, `together/written ${way}`);
      const { texts } = await askedSet(run, prompts, { tuned, random, signal: progress.signal });
      const numbered = texts.map((one, prompt) => ({ ...one, prompt }));
      const f = await run.classifier(progress.signal);
      const margins = await marginsOf(scene.labels, f, numbered, progress.signal);
      return texts.map((one, at) => ({ ...one, margin: margins[at] }));
    } finally {
      disposeTree(tuned ?? []);
    }
  });
  return keep(written, perClass);
}
