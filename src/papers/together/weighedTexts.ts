/** @file The weights of single texts after one training, by whether their labels are right. */
import type { StageCache } from "../../experiments/stageCache";
import { baseArm, type HybridArm } from "../u-dpo/hybridArms";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { readyLesson } from "./lesson";
import { togetherClassifier, weightingSettings } from "./settings";
import type { Weighting } from "./weightings";
import { writtenBy } from "./writtenBy";

/** One generated text. */
export interface WeighedText {
  weight: number;
  /** Whether its class is the likeliest one by the exact posterior. */
  label: "right" | "wrong";
}

/** The texts that a writer wrote by topic, and their weights by the classifier that was trained on them. */
export async function weighedTexts(
  run: PipelineRun,
  cache: StageCache,
  writer: HybridArm,
  weighting: Weighting,
  signal?: AbortSignal,
): Promise<WeighedText[]> {
  const { scene, seed, texts } = run;
  const { labels, judge } = scene;
  const { perClass, topicsAsked } = weightingSettings;
  const set = { writer, way: "zero-shot topic", perClass, topicsAsked } as const;
  const generated = await writtenBy(run, cache, set, [baseArm], { signal });
  const classifier = togetherClassifier;
  const lesson = await readyLesson({ seed, labels, classifier, real: texts.real, generated, weighting });
  const weights = await lesson.weightsBy(await lesson.alone());
  return generated.map(({ text, label }, at) => ({
    weight: weights[at],
    label: judge(text, label, seed).rightClass === 1 ? "right" : "wrong",
  }));
}
