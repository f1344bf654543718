/** @file From finished runs to the tables of `u-dpo/3.3-pairs`, whether made just now or read from a ledger. */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { worldDifference } from "../../experiments/worldDifference";
import { worldsInTurn } from "./worldPipelineSettings";

/** The experiment's name on the command line. */
export const buildingPairsName = "u-dpo/3.3-pairs";

/**
 * The tables and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function buildingPairsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: buildingPairsName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["rejectedFidelity", "promptsWithoutPair"],
    claims: pairClaims,
  });
}

/** What Section 3.3 takes for granted, in our words, and sentences of ours. */
export const pairClaims: readonly Claim[] = [
  {
    id: "order-is-right",
    place: "Section 3.3",
    sentence:
      "Margins order a pair rightly: more often than not x+ has the higher P(class) (effect: share above one half)",
    evidence: {
      scales: ["world"],
      perSeed: (records) =>
        records
          .filter(({ source, method }) => source === "pairs" && method === "best against middle")
          .map((record) => metricOf(record, "rightOrder") - 0.5),
    },
  },
  difference(
    "filter-orders-better",
    "Section 3.3",
    "Pairs of high against middle margin are ordered better than any two",
    ["rightOrder", "pairs", "best against middle", "any two"],
  ),
  difference(
    "filter-helps",
    "Section 3.3",
    "Tuned on them, the generator writes more of the class asked for",
    ["fidelity", "texts", "best against middle", "any two"],
  ),
  difference(
    "middle-over-worst",
    "Section 3.3",
    "Middle margins are better company for x+ than the worst ones",
    ["fidelity", "texts", "best against middle", "best against worst"],
  ),
  difference("tuning-helps", "ours", "Tuning on them is better than no tuning (effect: P(class))", [
    "fidelity",
    "texts",
    "best against middle",
    "base",
  ]),
];

function difference(
  id: string,
  place: string,
  sentence: string,
  [metric, source, of, minus]: [metric: string, source: string, of: string, minus: string],
): Claim {
  const comparison = { metric, of: { source, method: of }, minus: { source, method: minus } };
  return {
    id,
    place,
    sentence,
    evidence: worldDifference(comparison),
  };
}
