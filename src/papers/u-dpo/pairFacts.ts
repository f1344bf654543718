/** @file What the pairs of a run are like: how many, how far apart, how much they weigh. */
import { mean } from "../../statistics/mean";
import { effectiveSampleSize } from "../../weighting/effectiveSampleSize";
import { byUtility, type WeighedPairs } from "./stages/pairSets";
import type { PipelineRun } from "./stages/pipelineRun";
import { filteredOf, unfilteredOf } from "./stages/writerArms";

/** Numbers of both kinds of pairs by name: pairs, mean gap of margins, mean weight, effective share, share exactly right. */
export async function pairFacts(run: PipelineRun, signal?: AbortSignal): Promise<Record<string, number>> {
  const candidates = await run.candidates(signal);
  const filtered = factsOf(run, byUtility(filteredOf(run, candidates)));
  const unfiltered = factsOf(run, byUtility(unfilteredOf(run, candidates)));
  return {
    candidates: candidates.length,
    candidateMargin: mean(candidates.map(({ margin }) => margin)),
    candidateInternal: mean(candidates.map(({ internal }) => internal)),
    temperature: (await run.classifier(signal)).temperature,
    ...named("filtered", filtered),
    ...named("unfiltered", unfiltered),
  };
}

function factsOf(run: PipelineRun, { pairs, weights }: WeighedPairs): Record<string, number> {
  const known = pairs.map(({ chosen, rejected }) => [
    run.scene.judge(chosen.text, chosen.label, run.seed).fidelity,
    run.scene.judge(rejected.text, rejected.label, run.seed).fidelity,
  ]);
  const isKnown = known.every(([better]) => better !== undefined);
  return {
    pairs: pairs.length,
    gap: mean(pairs.map(({ chosen, rejected }) => chosen.margin - rejected.margin)),
    meanWeight: mean(weights),
    effectiveShare: effectiveSampleSize(weights) / weights.length,
    ...(isKnown ? { rightOrder: mean(known.map(([better, worse]) => (better > worse ? 1 : 0))) } : {}),
  };
}

function named(prefix: string, facts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [`${prefix} ${name}`, value]));
}
