/** @file The experiment `u-dpo/C-gallery`: the same prompts answered before and after tuning, side by side. */
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import { mean } from "../../statistics/mean";
import { pipelineStudy } from "./pipelineStudy";
import { type PipelineRun, type RunProgress, writingPrompts } from "./stages/pipelineRun";
import type { PipelineScene } from "./stages/scene";
import { scoredCandidates } from "./stages/scoredCandidates";
import type { WriterArm } from "./stages/writerArm";
import { base, dpo, utilityDpo } from "./stages/writerArms";
import { worldsInTurn } from "./worldPipelineSettings";

/** Texts of a class. */
const perClass = 2;

/** The generators of the gallery. */
export const galleryArms: readonly WriterArm[] = [base, dpo, utilityDpo];

/** One text of the gallery. */
export interface GalleryText {
  method: string;
  label: string;
  demonstrations: readonly string[];
  text: string;
  /** f's. */
  margin: number;
  utility: number;
  /** P(class | text), where it is known. */
  fidelity?: number;
}

/** Tables 4 and 5 of the U-DPO paper. */
export const gallery: Experiment = {
  name: "u-dpo/C-gallery",
  scales: ["world"],
  seeds: 4,
  run: (options) => runGallery(options),
  print: (result) => String(galleryTable(result)),
};

/**
 * Writes and scores the gallery for seeds 0, 1, ...; its texts are made again by `galleryTexts`.
 *
 * @param scene another scene, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runGallery(
  options: ExperimentOptions,
  scene?: PipelineScene,
): Promise<ExperimentResult> {
  const arms = galleryArms.map((arm) => ({
    source: "gallery",
    method: arm.method,
    async measure(run: PipelineRun, progress: RunProgress) {
      const texts = await galleryTexts(run, arm, perClass, progress);
      return {
        margin: mean(texts.map(({ margin }) => margin)),
        utility: mean(texts.map(({ utility }) => utility)),
        fidelity: mean(texts.map(({ fidelity = 0 }) => fidelity)),
      };
    },
  }));
  const study = { name: "gallery", revision: 1, settings: { perClass }, arms };
  const records = await pipelineStudy(study, options, scene);
  return experimentResult({
    experiment: gallery.name,
    scale: options.scale,
    records,
    claims: [],
    worlds: worldsInTurn,
  });
}

/** The result as a table: means over the gallery. */
function galleryTable({ rows }: ExperimentResult) {
  const metrics = ["margin", "utility", "fidelity"].map((metric) => ({ metric }));
  return resultTable(rows, { metrics, caption: "Means over the gallery" });
}

/**
 * What an arm answers to the run's prompts: the same prompts for every arm, with the same chance.
 *
 * Source:  U-DPO paper, Appendix, Tables 4 and 5.
 * Differs: not chosen by anyone: the first texts of each class.
 */
export async function galleryTexts(
  run: PipelineRun,
  arm: WriterArm,
  count: number,
  progress: RunProgress = {},
): Promise<GalleryText[]> {
  const { scene, seed, texts } = run;
  const { signal } = progress;
  const prompts = writingPrompts(run, count);
  const marked = await run.written(arm, count, progress);
  const written = marked.map(({ text, label }, prompt) => ({ prompt, label, text }));
  const scored = await scoredCandidates(scene, await run.classifier(signal), written, {
    real: texts.real,
    seed,
    signal,
  });
  return scored.map(({ label, text, margin, utility }, at) => ({
    method: arm.method,
    label,
    demonstrations: prompts[at].demonstrations,
    text,
    margin,
    utility,
    fidelity: scene.judge(text, label, seed).fidelity,
  }));
}
