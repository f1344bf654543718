/** @file Ways to make pairs of the same candidates: the paper's, with its open quantiles closed in several ways. */
import { type PairSettings, type PreferencePairs, preferencePairs } from "../../preference/preferencePairs";
import { stream } from "../../random/stream";
import type { PipelineRun } from "./stages/pipelineRun";
import type { ScoredCandidate } from "./stages/scoredCandidates";

/** A way to make pairs. */
export interface PairRule {
  /** As in tables: "high against middle". */
  name: string;
  /** What counts as high and what as middle, by quantiles of a prompt's margins. */
  settings: Omit<PairSettings, "demonstrations">;
  /** Two candidates of each prompt drawn by chance are all that it sees. */
  anyTwo?: boolean;
}

/** x+ against x- at these quantiles of five candidates' margins. */
export const pairRules: readonly PairRule[] = [
  { name: "any two", settings: { high: 1, middle: [0, 1], pairsPerPrompt: 1 }, anyTwo: true },
  { name: "best against middle", settings: { high: 0.8, middle: [0.25, 0.75], pairsPerPrompt: 1 } },
  { name: "best against worst", settings: { high: 0.8, middle: [0, 0.25], pairsPerPrompt: 1 } },
  { name: "best against second", settings: { high: 0.8, middle: [0.75, 0.99], pairsPerPrompt: 1 } },
  { name: "two best against the rest", settings: { high: 0.7, middle: [0, 0.5], pairsPerPrompt: 2 } },
];

/** The pairs of a run by a rule, with what was left out. */
export function pairsByRule(
  run: PipelineRun,
  candidates: readonly ScoredCandidate[],
  { settings, anyTwo }: PairRule,
): PreferencePairs {
  const demonstrations = Object.fromEntries(run.prompts.map((prompt, at) => [at, prompt.demonstrations]));
  const seen = anyTwo ? drawnTwos(run, candidates) : candidates;
  return preferencePairs(seen, { ...settings, demonstrations });
}

function drawnTwos(run: PipelineRun, candidates: readonly ScoredCandidate[]): ScoredCandidate[] {
  const random = stream(run.seed, "u-dpo/any two");
  return run.prompts.flatMap((_, prompt) => {
    const own = candidates.filter((candidate) => candidate.prompt === String(prompt));
    return random.child(`prompt ${prompt}`).shuffle(own).slice(0, 2);
  });
}
