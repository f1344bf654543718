/**
 * @file The experiment `dimp/5.1-small-checkers`: quality checkers that have seen 10 % of the real texts and more, Figure 2.
 */

import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import type { Cell } from "../../experiments/runGrid";
import { qualityChecker } from "../../weighting/qualityChecker";
import { expectLargeReal } from "./expectLargeReal";
import { crossEntropyMethod, dimpMethod, impMethod, type Method } from "./methods";
import { openScene } from "./openScene";
import { pickRows } from "./pickRows";
import { printSmallCheckers } from "./printSmallCheckers";
import { runMethod, scoresOf } from "./runMethod";
import { runSeeds } from "./runSeeds";
import type { Scene } from "./scene";
import { sourceStream } from "./seedCheckers";
import type { OpenSeed, SeedDesk } from "./seedDesk";
import { paperSettings, type TableSettings } from "./settings";
import {
  checkerMethod,
  shareName,
  shares,
  smallCheckersName,
  smallCheckersResult,
} from "./smallCheckersResult";
import { smallScheduleFor } from "./smallScheduleFor";
import { predictClasses } from "./trainMethod";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** Figure 2 of Kuo et al. 2025. */
export const smallCheckers: Experiment = {
  name: smallCheckersName,
  scales: ["world", "small"],
  seeds: paperSettings.seeds,
  run: (options) => runSmallCheckers(options),
  print: printSmallCheckers,
};

/**
 * Fits a quality checker on each share of the large real set, and trains with it, for seeds 0, 1, ...
 *
 * @param settings other sizes than the scale's own, for tests
 * @throws RangeError if the scale needs a folder and has none; the signal's reason if it is aborted
 */
export async function runSmallCheckers(
  options: ExperimentOptions,
  settings?: TableSettings,
): Promise<ExperimentResult> {
  const scene = expectLargeReal("smallCheckers", await openScene("smallCheckers", options, settings));
  const records = await runSeeds(scene, options, (desk, seed) => cellsOf(scene, desk, seed));
  return smallCheckersResult(options.scale, records);
}

/** What a checker of some share says: its own accuracy, and log P' of the synthetic labels by source. */
interface Asked {
  metrics: Record<string, number>;
  logQuality: Record<string, number[]>;
  seconds: number;
}

function cellsOf(scene: Scene, desk: SeedDesk, seed: number): Cell[] {
  const settings = { revision, ...scene.settings, ...scene.fingerprint };
  const asked = new Map<number, Asked>();
  const askOnce = async (share: number, open: OpenSeed, signal: AbortSignal) => {
    const known = asked.get(share) ?? (await ask(scene, open, seed, share, signal));
    asked.set(share, known);
    return known;
  };
  const place = { data: scene.data, seed, settings };
  const plain = scene.syntheticSources.map((source) => ({
    ...place,
    source,
    method: crossEntropyMethod.name,
    async run(signal: AbortSignal, report: (share: number) => void) {
      const open = await desk.take(seed, signal);
      return runMethod({ scene, ...open, method: crossEntropyMethod, source, seed, signal, report });
    },
  }));
  const checker = shares.map((share) => ({
    ...place,
    source: shareName(share),
    method: checkerMethod,
    run: async (signal: AbortSignal) => (await askOnce(share, await desk.take(seed, signal), signal)).metrics,
  }));
  const weighted = (share: number, source: string, method: Method) => ({
    ...place,
    source: shareName(share, source),
    method: method.name,
    async run(signal: AbortSignal, report: (share: number) => void) {
      const open = await desk.take(seed, signal);
      const { logQuality, seconds } = await askOnce(share, open, signal);
      const scores: OpenSeed["checkers"]["scores"] = async (of, needs) => ({
        ...(await open.checkers.scores(
          of,
          needs.filter((name) => name !== "quality"),
          signal,
        )),
        logQuality: logQuality[of],
        seconds,
      });
      const checkers = { ...open.checkers, scores };
      return runMethod({ scene, of: open.of, checkers, method, source, seed, signal, report });
    },
  });
  return [
    ...plain,
    ...checker,
    ...shares.flatMap((share) =>
      scene.syntheticSources.flatMap((source) =>
        [impMethod, dimpMethod].map((method) => weighted(share, source, method)),
      ),
    ),
  ];
}

/** Fits a quality checker on the first texts of the large real set and asks it once about everything. */
async function ask(
  scene: Scene,
  { of }: OpenSeed,
  seed: number,
  share: number,
  signal: AbortSignal,
): Promise<Asked> {
  const started = performance.now();
  const large = of.sources["large real"];
  const count = Math.max(1, Math.round(share * large.labels.length));
  const checker = await qualityChecker({
    graphs: scene.graphs,
    params: of.params,
    fitOn: pickRows(
      large,
      Array.from({ length: count }, (_, row) => row),
    ),
    schedule: smallScheduleFor(count, scene.settings.smallSchedule),
    random: sourceStream(seed, "share of large real"),
    signal,
  });
  try {
    const logQuality: Asked["logQuality"] = {};
    for (const source of scene.syntheticSources) {
      logQuality[source] = await checker.logProbs(of.sources[source], signal);
    }
    const predicted = await predictClasses(scene, checker.params, of.test, signal);
    const metrics = { ...scoresOf(predicted, of.test.labels, scene.classes), realRows: count };
    return { metrics, logQuality, seconds: (performance.now() - started) / 1000 };
  } finally {
    checker.dispose();
  }
}
