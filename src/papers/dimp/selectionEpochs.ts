/**
 * @file One training epoch by epoch: accuracy on the test texts, and on the rows that could choose among the epochs.
 */
import type { Params } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import type { LabelledInputs } from "../../weighting/checker";
import { beyondSettings } from "./beyond";
import { othersOf } from "./beyondRun";
import { measureEpochs } from "./measureEpochs";
import { impMethod } from "./methods";
import { seedDesk } from "./seedDesk";
import type { TableSettings } from "./settings";
import { predictClasses } from "./trainMethod";
import { worldScene } from "./worldScene";

/** Accuracies of one epoch. */
export interface SelectionEpoch {
  /** From 1. */
  epoch: number;
  test: number;
  /** On the rows that the quality checker was fitted on. */
  checkersRows: number;
  /** On as many others. */
  others: number;
}

/**
 * Trains by IMP on the generated texts of a seed of the exact world, and looks after every epoch.
 *
 * @throws the signal's reason if it is aborted
 */
export async function selectionEpochs(
  seed: number,
  signal: AbortSignal = new AbortController().signal,
  settings: TableSettings = beyondSettings,
): Promise<SelectionEpoch[]> {
  const scene = worldScene(settings);
  const desk = seedDesk(scene, undefined, scene.settings);
  try {
    const { of, checkers } = await desk.take(seed, signal);
    const scores = await checkers.scores("synthetic", impMethod.needs, signal);
    const run = { scene, of, method: impMethod, source: "synthetic", seed, signal, report: () => undefined };
    const [own, others] = [of.sources["small real"], othersOf(of)];
    const curve = await measureEpochs(run, scores, settings.schedule, async (params: Params) => {
      const on = async (rows: LabelledInputs) =>
        accuracy(await predictClasses(scene, params, rows, signal), rows.labels);
      return { test: await on(of.test), checkersRows: await on(own), others: await on(others) };
    });
    return curve.map(({ test, checkersRows, others }, i) => ({ epoch: i + 1, test, checkersRows, others }));
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}
