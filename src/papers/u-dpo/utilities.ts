/** @file Utilities of one run's candidates for any λ and either internal reward. */
import { demonstrationSimilarity } from "../../preference/demonstrationSimilarity";
import type { PreferencePair } from "../../preference/preferencePairs";
import { utility } from "../../preference/utility";
import { byUtility, type WeighedPairs } from "./stages/pairSets";
import type { PipelineRun } from "./stages/pipelineRun";
import type { ScoredCandidate } from "./stages/scoredCandidates";
import { filteredOf } from "./stages/writerArms";

/** What a text's embedding is compared with: the middle of its class, or the demonstrations of its prompt. */
export type InternalReward = "class" | "demonstrations";

/** One way to weigh pairs. */
export interface UtilityRule {
  internal: InternalReward;
  lambda: number;
}

/** λ from the classifier alone to the embedding alone; at 0 both internal rewards are the same rule. */
export const utilityRules: readonly UtilityRule[] = [
  { internal: "class", lambda: 0 },
  ...(["class", "demonstrations"] as const).flatMap((internal) =>
    [0.25, 0.5, 0.75, 1].map((lambda) => ({ internal, lambda })),
  ),
];

/** As in tables. */
export function utilityName({ internal, lambda }: UtilityRule): string {
  return lambda === 0 ? "λ 0" : `λ ${lambda}, ${internal}`;
}

/**
 * The filtered pairs of a run, which are the same for every rule, with the weights of Eq. 5 by one rule.
 *
 * Source:  U-DPO paper, Eq. 4 and 5; λ is not stated there.
 * Differs: nothing.
 */
export async function weighedBy(
  run: PipelineRun,
  rule: UtilityRule,
  signal?: AbortSignal,
): Promise<WeighedPairs> {
  const candidates = await run.candidates(signal);
  const pairs = filteredOf(run, candidates);
  if (rule.internal === "class") return byUtility(pairs.map((pair) => revalued(pair, rule.lambda)));
  const internal = await demonstrationRewards(run, pairs, signal);
  return byUtility(
    pairs.map((pair, at) => {
      const [chosen, rejected] = internal[at];
      return revalued(
        {
          chosen: { ...pair.chosen, internal: chosen } as ScoredCandidate,
          rejected: { ...pair.rejected, internal: rejected } as ScoredCandidate,
        },
        rule.lambda,
      );
    }),
  );
}

/** A pair with the utilities of another λ. */
function revalued(pair: PreferencePair, lambda: number): PreferencePair {
  const value = (candidate: PreferencePair["chosen"]) => ({
    ...candidate,
    utility: utility((candidate as ScoredCandidate).internal, candidate.margin, lambda),
  });
  return { chosen: value(pair.chosen), rejected: value(pair.rejected) };
}

/** r_int of both texts of each pair by the demonstrations of their prompt. */
async function demonstrationRewards(
  { scene, seed, prompts }: PipelineRun,
  pairs: readonly PreferencePair[],
  signal?: AbortSignal,
): Promise<[number, number][]> {
  const texts = pairs.flatMap(({ chosen, rejected }) => [
    chosen.text,
    rejected.text,
    ...prompts[Number(chosen.prompt)].demonstrations,
  ]);
  const embeddings = await scene.embed(texts, seed, signal);
  let at = 0;
  return pairs.map(({ chosen }) => {
    const shown = prompts[Number(chosen.prompt)].demonstrations.length;
    const [better, worse, ...demonstrations] = embeddings.slice(at, at + 2 + shown);
    at += 2 + shown;
    return [demonstrationSimilarity(better, demonstrations), demonstrationSimilarity(worse, demonstrations)];
  });
}
