/**
 * @file The experiment `dimp/3.1-3.2-is-generated-data-good`: two training sets, and what models say of their labels.
 */

import { accuracy } from "../../evaluation/accuracy";
import { macroF1 } from "../../evaluation/macroF1";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import { exactInformation } from "./exactInformation";
import { expectLargeReal } from "./expectLargeReal";
import { fittedInformation } from "./fittedInformation";
import {
  exactMethod,
  exactWithoutNoise,
  fittedMethods,
  generatedDataName,
  generatedDataResult,
  informationSource,
} from "./generatedDataResult";
import { crossEntropyMethod } from "./methods";
import { openScene } from "./openScene";
import { printGeneratedData } from "./printGeneratedData";
import { runSeeds } from "./runSeeds";
import type { Scene } from "./scene";
import type { SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings } from "./settings";
import { predictClasses, trainMethod } from "./trainMethod";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Texts over which an expectation of the exact world is taken, by seed. */
const worldTexts = 2048;

/** Sections 3.1 and 3.2 of Kuo et al. 2025. */
export const generatedData: Experiment = {
  name: generatedDataName,
  scales: ["world", "small"],
  seeds: paperSettings.seeds,
  run: (options) => runGeneratedData(options),
  print: printGeneratedData,
};

/**
 * Trains on each set, and measures what models of P and of Q say of labels, for seeds 0, 1, ...
 *
 * @param settings other sizes than the scale's own, for tests
 * @param expectationTexts texts that stand for the expectations of the exact world
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runGeneratedData(
  options: ExperimentOptions,
  settings?: TableSettings,
  expectationTexts = worldTexts,
): Promise<ExperimentResult> {
  const scene = expectLargeReal("generatedData", await openScene("generatedData", options, settings));
  const records = await runSeeds(scene, options, (desk, seed) =>
    cellsOf(scene, desk, { seed, expectationTexts }),
  );
  return generatedDataResult(options.scale, records);
}

/** What decides the numbers of a cell beside the scene. */
interface Draw {
  seed: number;
  expectationTexts: number;
}

function cellsOf(scene: Scene, desk: SeedDesk, draw: Draw): Cell[] {
  const { seed } = draw;
  const place = { data: scene.data, seed, settings: { revision, ...scene.settings, ...scene.fingerprint } };
  const sources = ["small real", ...scene.syntheticSources, "large real"];
  return [
    ...sources.map((source) => ({
      ...place,
      source,
      method: crossEntropyMethod.name,
      async run(signal: AbortSignal, report: (share: number) => void) {
        const { of } = await desk.take(seed, signal);
        const run = { scene, of, method: crossEntropyMethod, source, seed, signal, report };
        const trained = await trainMethod(run, {});
        try {
          const predicted = await predictClasses(scene, trained.params, of.test, signal);
          const { labels } = of.test;
          return {
            accuracy: accuracy(predicted, labels),
            macroF1: macroF1(predicted, labels, scene.classes),
          };
        } finally {
          trained.dispose();
        }
      },
    })),
    ...scene.syntheticSources.flatMap((source) => informationCells(scene, desk, { ...draw, place, source })),
  ];
}

/** What fitted models say, of texts they were fitted on and of others; and at world what is so. */
function informationCells(
  scene: Scene,
  desk: SeedDesk,
  parts: Draw & { place: Pick<Cell, "data" | "seed" | "settings">; source: string },
): Cell[] {
  const { seed, expectationTexts, place, source: generated } = parts;
  const source = informationSource(generated);
  let both: ReturnType<typeof fittedInformation> | undefined;
  const fitted = (texts: "own" | "fresh"): Cell => ({
    ...place,
    source,
    method: fittedMethods[texts],
    async run(signal, report) {
      const { of } = await desk.take(seed, signal);
      both ??= fittedInformation({ scene, of, generated, seed, signal, report });
      return (await both)[texts];
    },
  });
  const exact = (method: string, withoutNoise: boolean): Cell => ({
    ...place,
    source,
    method,
    settings: { ...place.settings, expectationTexts },
    run: async () => exactInformation(seed, expectationTexts, withoutNoise),
  });
  const known = [exact(exactMethod, false), exact(exactWithoutNoise, true)];
  return [fitted("own"), fitted("fresh"), ...(scene.isExact ? known : [])];
}
