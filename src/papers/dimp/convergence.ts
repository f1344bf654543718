/**
 * @file The experiment `dimp/B-convergence`: how fast IMP-Loss converges, and to what.
 */
import { blendKnobs } from "../../data/world/blendKnobs";
import { generatedWorld, realWorld } from "../../data/world/settings";
import { createWorld, type World } from "../../data/world/world";
import type { WorldDistribution } from "../../data/world/worldDistribution";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import { chebyshevBound } from "../../statistics/chebyshevBound";
import { mean } from "../../statistics/mean";
import type { Json } from "../../text/canonicalJson";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { worldKnobs } from "../world/worldKnobs";
import { convergenceShifts, convergenceWeightings, strayDistance } from "./convergenceArms";
import { boundName, convergenceName, convergenceResult, shareName } from "./convergenceResult";
import {
  type LogWeights,
  lossesOf,
  moments,
  shareBeyond,
  type TextFacts,
  textFacts,
  weightedLoss,
} from "./importanceMoments";
import { printConvergence } from "./printConvergence";
import { paperSettings } from "./settings";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** What decides the numbers. */
export type ConvergenceSettings = {
  /** Sizes N of the sets whose means are looked at, from small to large. */
  sizes: number[];
  /** ε, in nats. */
  distance: number;
  /** Texts of each seed, cut into disjoint sets. */
  texts: number;
  /** Texts that stand for expectations, the same for all seeds. */
  expectationTexts: number;
};

const worldConvergence: ConvergenceSettings = {
  sizes: [8, 32, 128, 512],
  distance: strayDistance,
  texts: 2048,
  expectationTexts: 8192,
};

/** App. B of Kuo et al. 2025. */
export const convergence: Experiment = {
  name: convergenceName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runConvergence(options),
  print: printConvergence,
};

/**
 * Draws texts of Q for seeds 0, 1, ... and compares means of weighted losses with their limits.
 *
 * The model whose loss is estimated is Q(y | x), to which cross entropy on generated texts leads.
 *
 * @param settings other sizes, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runConvergence(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: ConvergenceSettings = worldConvergence,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`convergence: data is ${data}, expected none`);
  const model = createWorld(worldKnobs).generated;
  const shifts = convergenceShifts.map((shift) => shiftedWorld(shift, model, settings));
  const cells = Array.from({ length: seeds }, (_, seed) =>
    shifts.flatMap((shifted) => cellsOf(shifted, seed, settings)),
  ).flat();
  return convergenceResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
}

/** A world with part of the shift of the texts and all of the label noise, and what it has for all seeds. */
interface ShiftedWorld {
  source: string;
  /** Facts of the texts of a seed, and the labels that were drawn with them. */
  draw(seed: number): { facts: TextFacts[]; labels: number[] };
  /** Facts of the texts that stand for expectations over Q, and over P. */
  ofGenerated(): TextFacts[];
  /** E_P[-log p(y | x; θ)]. */
  target(): number;
}

function shiftedWorld(
  { source, share }: { source: string; share: number },
  model: WorldDistribution,
  { texts, expectationTexts }: ConvergenceSettings,
): ShiftedWorld {
  const world = worldWithShift(share);
  const factsOf = (text: string) => textFacts(world, model, text);
  return {
    source,
    draw(seed) {
      const drawn = world.generated.sample(texts, stream(seed, "dimp/convergence"));
      return {
        facts: drawn.map(({ text }) => factsOf(text)),
        labels: drawn.map(({ label }) => world.generated.labels.indexOf(label)),
      };
    },
    ofGenerated: once(() =>
      world.generated
        .sample(expectationTexts, stream(0, "dimp/expectation"))
        .map(({ text }) => factsOf(text)),
    ),
    target: once(() => lossOn(world.real, model, expectationTexts)),
  };
}

/** Q with the label noise of the generated world and a share of its other habits. */
function worldWithShift(share: number): World {
  const real = { ...realWorld, ...worldKnobs.real };
  const generated = { ...generatedWorld, ...worldKnobs.generated };
  const { grammar } = createWorld();
  const sizes = { classes: grammar.labels.length, subtopics: grammar.subtopics[0].length };
  const { labelNoise, noiseToPartner } = generated;
  const knobs = { ...blendKnobs(real, generated, share, sizes), labelNoise, noiseToPartner };
  return createWorld({ real, generated: knobs });
}

/** The expectation of the model's loss, over the labels of each text exactly. */
function lossOn(of: WorldDistribution, model: WorldDistribution, count: number): number {
  const texts = of.sample(count, stream(0, "dimp/expectation of P"));
  return mean(
    texts.map(({ text }) => {
      const losses = lossesOf(model, text);
      return of.posterior(text).reduce((sum, p, label) => sum + p * losses[label], 0);
    }),
  );
}

function cellsOf(shifted: ShiftedWorld, seed: number, settings: ConvergenceSettings): Cell[] {
  const drawn = once(() => shifted.draw(seed));
  return convergenceWeightings.map(({ method, weights }) => ({
    data: "world",
    source: shifted.source,
    method,
    seed,
    settings: { revision, knobs: worldKnobs as Json, ...settings },
    run: async () => convergenceMetrics(shifted, drawn(), weights, settings),
  }));
}

function convergenceMetrics(
  { ofGenerated, target }: ShiftedWorld,
  { facts, labels }: ReturnType<ShiftedWorld["draw"]>,
  weights: LogWeights,
  { sizes, distance }: ConvergenceSettings,
): Record<string, number> {
  const { expectation, variance } = moments(ofGenerated(), weights);
  const draws = facts.map((text, i) => weightedLoss(text, labels[i], weights));
  const drawnWeights = facts.map((text, i) => Math.exp(weights(text)[labels[i]]));
  const estimate = mean(draws);
  const bySize = sizes.flatMap((size) => [
    [shareName(size), shareBeyond(draws, size, expectation, distance)],
    [boundName(size), chebyshevBound(variance, size, distance)],
  ]);
  return {
    estimate,
    limit: expectation,
    target: target(),
    gap: Math.abs(estimate - target()),
    deviation: Math.sqrt(variance),
    meanWeight: mean(drawnWeights),
    effectiveShare: effectiveSampleSize(drawnWeights) / drawnWeights.length,
    ...Object.fromEntries(bySize),
  };
}

function once<Value>(compute: () => Value): () => Value {
  let known: { value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
