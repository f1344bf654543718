/**
 * @file The experiment `dimp/2-weighted-losses`: what cross entropy converges to, and what weighted losses weigh.
 */

import { createWorld } from "../../data/world/world";
import type { WorldDistribution } from "../../data/world/worldDistribution";
import type { Params } from "../../engine/tensorTree";
import { accuracy } from "../../evaluation/accuracy";
import { expectedCalibrationError } from "../../evaluation/expectedCalibrationError";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import { argMax } from "../../statistics/argMax";
import { mean } from "../../statistics/mean";
import type { Json } from "../../text/canonicalJson";
import { worldKnobs } from "../world/worldKnobs";
import { expectedSurprises, fallingPower, rmsDeviation, surprises } from "./exactCrossEntropy";
import { crossEntropyMethod, focalAsPublished, focalMethod, impExact, type Method } from "./methods";
import { methodWeights } from "./methodWeights";
import { printWeightedLosses } from "./printWeightedLosses";
import { pullMetrics } from "./pullMetrics";
import type { Scene } from "./scene";
import { type SeedDesk, seedDesk } from "./seedDesk";
import { paperSettings, type TableSettings, worldSettings } from "./settings";
import { classedTexts, expectationOver } from "./textExpectation";
import { type TrainRun, trainMethod } from "./trainMethod";
import { deviationName, weightedLossesName, weightedLossesResult } from "./weightedLossesResult";
import { worldScene } from "./worldScene";

/** To be raised when a change of code changes the numbers: of the trainings, and of the limits. */
const revision = 1;
const limitRevision = 2;

/** What decides the numbers beside Table 1's settings. */
export type LimitSettings = {
  /** Sizes N of the sets whose means are compared with their limit, from small to large. */
  sizes: number[];
  /** Texts of each seed, cut into disjoint sets. */
  texts: number;
  /** About so many texts stand for the expectation, as many of each class, the same for all seeds. */
  expectationTexts: number;
};

const worldLimits: LimitSettings = { sizes: [16, 64, 256, 1024], texts: 4096, expectationTexts: 16384 };

/** Section 2 and Eq. 3 of Kuo et al. 2025. */
export const weightedLosses: Experiment = {
  name: weightedLossesName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runWeightedLosses(options),
  print: printWeightedLosses,
};

/**
 * Measures, for seeds 0, 1, ..., the limits of Eq. 1 and 3, and trains with each weighting.
 *
 * @param settings other sizes, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runWeightedLosses(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: TableSettings = worldSettings,
  limits: LimitSettings = worldLimits,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`weightedLosses: data is ${data}, expected none`);
  const scene = worldScene(settings);
  const desk = seedDesk(scene, undefined, settings);
  try {
    const cells = limitCells(limits, seeds).flatMap((ofSeed, seed) => [
      ...ofSeed,
      ...trainingCells(scene, desk, seed),
    ]);
    return weightedLossesResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
  } finally {
    await desk.dispose();
    scene.dispose();
  }
}

/** Cross entropy of both posteriors, P(y | x) and Q(y | x), on real and on generated texts. */
function limitCells(limits: LimitSettings, seeds: number): Cell[][] {
  const { grammar, real, generated } = createWorld(worldKnobs);
  const standFor = (of: WorldDistribution) => {
    return once(() => classedTexts(grammar, of, limits.expectationTexts, stream(0, "dimp/expectation")));
  };
  const posteriors: [string, WorldDistribution][] = [
    ["P(y|x)", real],
    ["Q(y|x)", generated],
  ];
  const places = [
    { source: "real texts", of: real, texts: standFor(real) },
    { source: "generated texts", of: generated, texts: standFor(generated) },
  ].flatMap(({ source, of, texts }) =>
    posteriors.map(([method, model]) => ({
      source,
      method,
      of,
      model,
      // Computed when it is first asked for: all seeds are compared with the same.
      limit: once(() => expectationOver(texts(), expectedSurprises(of, model, texts().texts))),
    })),
  );
  return Array.from({ length: seeds }, (_, seed) =>
    places.map(({ source, method, of, model, limit }) => ({
      data: "world",
      source,
      method,
      seed,
      settings: { revision: limitRevision, knobs: worldKnobs as Json, ...limits },
      run: async () =>
        limitMetrics(surprises(model, of.sample(limits.texts, limitStream(seed))), limit(), limits),
    })),
  );
}

const limitStream = (seed: number) => stream(seed, "dimp/limit");

function once<Value>(make: () => Value): () => Value {
  let known: { value: Value } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
}

function limitMetrics(
  values: readonly number[],
  limit: ReturnType<typeof expectationOver>,
  { sizes }: LimitSettings,
) {
  const deviations = sizes.map((size) => rmsDeviation(values, size, limit.mean));
  return {
    expectation: limit.mean,
    expectationError: limit.error,
    crossEntropy: mean(values),
    ...Object.fromEntries(sizes.map((size, i) => [deviationName(size), deviations[i]])),
    fallingPower: fallingPower(sizes, deviations),
  };
}

/** Calibration where labels are right, and the pull of wrong labels where some are. */
function trainingCells(scene: Scene, desk: SeedDesk, seed: number): Cell[] {
  const cell = (source: string, method: Method): Cell => ({
    data: scene.data,
    source,
    method: method.name,
    seed,
    settings: { revision, ...scene.settings, ...scene.fingerprint },
    async run(signal, report) {
      const { of } = await desk.take(seed, signal);
      return trainingMetrics({ scene, of, method, source, seed, signal, report });
    },
  });
  const weightings = [crossEntropyMethod, focalMethod, focalAsPublished];
  return [
    ...weightings.map((method) => cell("large real", method)),
    ...[...weightings, impExact].map((method) => cell("synthetic", method)),
  ];
}

async function trainingMetrics(run: TrainRun): Promise<Record<string, number>> {
  const { of, method, source } = run;
  const exact = of.exact!;
  const scores = method.exact ? { logQuality: exact.logReal, logDiversity: exact.logGenerated } : {};
  const trained = await trainMethod(run, scores);
  try {
    const measured = await testMetrics(run, trained.params);
    if (source !== "synthetic") return measured;
    const { inputs, labels } = of.sources[source];
    const rows = await run.scene.graphs.logProbs(trained.params, inputs, { signal: run.signal });
    const probabilities = rows.map((row, i) => Math.min(Math.exp(row[labels[i]]), 1 - 1e-6));
    const weights = methodWeights(method, scores, probabilities);
    return { ...measured, ...pullMetrics(weights, probabilities, exact.wrongLabel) };
  } finally {
    trained.dispose();
  }
}

async function testMetrics({ scene, of, signal }: TrainRun, params: Params): Promise<Record<string, number>> {
  const { inputs, labels } = of.test;
  const rows = await scene.graphs.logProbs(params, inputs, { signal });
  const predicted = rows.map(argMax);
  const confidence = rows.map((row) => Math.exp(Math.max(...row)));
  const correct = predicted.map((label, i) => label === labels[i]);
  return {
    accuracy: accuracy(predicted, labels),
    calibrationError: expectedCalibrationError(confidence, correct),
    meanConfidence: mean(confidence),
  };
}
