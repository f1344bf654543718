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
import {
  type ConvergenceShift,
  convergenceShifts,
  convergenceWeightings,
  strayDistance,
} from "./convergenceArms";
import { boundName, convergenceName, convergenceResult, shareName } from "./convergenceResult";
import {
  type LogWeights,
  lossOnRealLabels,
  momentsOver,
  shareBeyond,
  type TextFacts,
  textFacts,
  weightedLoss,
} from "./importanceMoments";
import { printConvergence } from "./printConvergence";
import { paperSettings } from "./settings";
import { classedTexts, expectationOver } from "./textExpectation";

/** To be raised when a change of code changes the numbers. */
const revision = 2;

/** What decides the numbers. */
export type ConvergenceSettings = {
  /** Sizes N of the sets whose means are looked at, from small to large. */
  sizes: number[];
  /** ε, in nats. */
  distance: number;
  /** Texts of each seed, cut into disjoint sets. */
  texts: number;
  /** About so many texts stand for expectations, as many of each class, the same for all seeds. */
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
 * The model whose loss is estimated is Q(y | x), to which cross entropy on an arm's own generated texts leads.
 *
 * @param settings other sizes, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runConvergence(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: ConvergenceSettings = worldConvergence,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`convergence: data is ${data}, expected none`);
  const shifts = convergenceShifts.map((shift) => shiftedWorld(shift, settings));
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
  /** E_Q[Z] and its variance, for some weights, and the standard error of the texts that stand for Q. */
  limit(weights: LogWeights): ReturnType<typeof momentsOver>;
  /** E_P[-log p(y | x; θ)], and its standard error. */
  target(): { mean: number; error: number };
}

function shiftedWorld(shift: ConvergenceShift, settings: ConvergenceSettings): ShiftedWorld {
  const world = worldWithShift(shift);
  const { grammar, real, generated } = world;
  const factsOf = (text: string) => textFacts(world, generated, text);
  // One stream for P and Q: where both write alike, they have the same texts.
  const standFor = (of: WorldDistribution) => {
    const drawn = classedTexts(grammar, of, settings.expectationTexts, stream(0, "dimp/expectation"));
    return { ...drawn, facts: drawn.texts.map(factsOf) };
  };
  const ofGenerated = once(() => standFor(generated));
  return {
    source: shift.source,
    draw(seed) {
      const drawn = generated.sample(settings.texts, stream(seed, "dimp/convergence"));
      return {
        facts: drawn.map(({ text }) => factsOf(text)),
        labels: drawn.map(({ label }) => generated.labels.indexOf(label)),
      };
    },
    limit: (weights) => momentsOver(ofGenerated(), ofGenerated().facts, weights),
    target: once(() => {
      const texts = standFor(real);
      return expectationOver(texts, texts.facts.map(lossOnRealLabels));
    }),
  };
}

/** Q with the label noise of the generated world, a share of its other habits, and the classes as they are asked for. */
function worldWithShift({ share, firstClass }: ConvergenceShift): World {
  const real = { ...realWorld, ...worldKnobs.real };
  const generated = { ...generatedWorld, ...worldKnobs.generated };
  const { grammar } = createWorld();
  const sizes = { classes: grammar.labels.length, subtopics: grammar.subtopics[0].length };
  const { labelNoise, noiseToPartner } = generated;
  const knobs = { ...blendKnobs(real, generated, share, sizes), labelNoise, noiseToPartner };
  if (firstClass === undefined) return createWorld({ real, generated: knobs });
  const others = (1 - firstClass) / (sizes.classes - 1);
  const classPrior = grammar.labels.map((_, label) => (label === 0 ? firstClass : others));
  return createWorld({ real, generated: { ...knobs, classPrior } });
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
  { limit, target }: ShiftedWorld,
  { facts, labels }: ReturnType<ShiftedWorld["draw"]>,
  weights: LogWeights,
  { sizes, distance }: ConvergenceSettings,
): Record<string, number> {
  const { expectation, variance, error } = limit(weights);
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
    limitError: error,
    target: target().mean,
    targetError: target().error,
    gapOfLimit: expectation - target().mean,
    gap: Math.abs(estimate - target().mean),
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
