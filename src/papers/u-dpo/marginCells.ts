/** @file The runs of Section 4.3: how the margins of an arm's texts are distributed, under either of two classifiers. */
import type { Cell } from "../../experiments/runGrid";
import { mean } from "../../statistics/mean";
import { quantile } from "../../statistics/quantile";
import type { HybridArm } from "./hybridArms";
import { cellSettings } from "./hybridCells";
import type { MarkedText } from "./stages/pipelineRun";
import type { RunDesk } from "./stages/runDesk";
import type { PipelineScene } from "./stages/scene";
import { marginsOf } from "./stages/scoredCandidates";

/** The source of margins under f, which chose the pairs. */
export const marginSource = "margins of texts";

/** The source of margins of the same texts under a classifier of ten times the data, which chose nothing. */
export const wideSource = "under a wider f";

/** The row of all classes together. */
export const allClasses = "all classes";

/** What is told of a distribution. */
const shares: Readonly<Record<string, number>> = { lower: 0.25, median: 0.5, upper: 0.75 };

/** The margins of the texts that an arm writes for the prompts that all arms have. */
export function marginCell(scene: PipelineScene, desk: RunDesk, arm: HybridArm, seed: number): Cell {
  return {
    data: scene.data,
    source: marginSource,
    method: arm.method,
    seed,
    settings: cellSettings(scene),
    async run(signal, report) {
      const run = await desk.take(seed);
      const written = await run.written(arm.writer, scene.settings.writing.volume, { signal, report });
      return marginMetrics(scene.labels, written);
    },
  };
}

/** The margins of the same texts under a classifier that had no part in choosing pairs. */
export function wideCell(scene: PipelineScene, desk: RunDesk, arm: HybridArm, seed: number): Cell {
  return {
    ...marginCell(scene, desk, arm, seed),
    source: wideSource,
    async run(signal, report) {
      const run = await desk.take(seed);
      const written = await run.written(arm.writer, scene.settings.writing.volume, { signal, report });
      const texts = written.map(({ text, label }, prompt) => ({ prompt, text, label }));
      const margins = await marginsOf(scene.labels, await run.wideClassifier(signal), texts, signal);
      return marginMetrics(
        scene.labels,
        written.map((one, at) => ({ ...one, margin: margins[at] })),
      );
    },
  };
}

/** Mean, quartiles and median of all texts and of each class, by names such as "coral ecology median". */
export function marginMetrics(
  labels: readonly string[],
  written: readonly MarkedText[],
): Record<string, number> {
  const groups = [
    { name: allClasses, texts: written },
    ...labels.map((label) => ({ name: label, texts: written.filter((one) => one.label === label) })),
  ];
  const entries = groups.flatMap(({ name: group, texts }) => {
    const values = texts.map(({ margin }) => margin);
    const marks = Object.entries(shares).map(([mark, share]): [string, number] => [
      `${group} ${mark}`,
      quantile(values, share),
    ]);
    return [...marks, [`${group} mean`, mean(values)] as [string, number]];
  });
  return Object.fromEntries(entries);
}
