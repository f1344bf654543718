/** @file From finished runs to the tables of `u-dpo/3.4-utility`, whether made just now or read from a ledger. */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { worldDifference } from "../../experiments/worldDifference";
import { base, dpo } from "./stages/writerArms";
import { utilityName } from "./utilities";
import { worldsInTurn } from "./worldPipelineSettings";

/** The experiment's name on the command line. */
export const weighingName = "u-dpo/3.4-utility";

/**
 * The tables and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function weighingResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: weighingName,
    scale,
    records,
    claims: weighingClaims,
    worlds: worldsInTurn,
  });
}

/** DPO without weights at the rate of the weighted arms. */
export const dpoAtSameRate = "DPO at U-DPO's rate";

const even = utilityName({ internal: "class", lambda: 0.5 });
const marginAlone = utilityName({ internal: "class", lambda: 0 });
const embeddingAlone = utilityName({ internal: "class", lambda: 1 });

/** What Section 3.4 says of weights, in our words, and sentences of ours. */
export const weighingClaims: readonly Claim[] = [
  {
    id: "weights-know-contrast",
    place: "Section 3.4, Eq. 5",
    sentence: "Heavier pairs are those whose texts differ more in P(class) (effect: rank correlation, λ 0.5)",
    evidence: {
      scales: ["world"],
      perSeed: (records) =>
        records
          .filter(({ source, method }) => source === "weights" && method === even)
          .map((record) => metricOf(record, "rankWithGap")),
    },
  },
  {
    id: "weights-order",
    place: "Section 3.4",
    sentence: "Weighted, a larger share of what is learnt from is rightly ordered (λ 0.5)",
    evidence: {
      scales: ["world"],
      perSeed: (records) =>
        records
          .filter(({ source, method }) => source === "weights" && method === even)
          .map((record) => metricOf(record, "rightOrderWeighted") - metricOf(record, "rightOrder")),
    },
  },
  difference(
    "weighting-helps",
    "Section 3.4, Eq. 6",
    "Weighted pairs (λ 0.5) give more of the class than unweighted ones",
    even,
    dpo.method,
  ),
  difference(
    "weighting-helps-at-same-rate",
    "ours",
    "Weighted pairs (λ 0.5) give more of the class than unweighted ones at the same rate",
    even,
    dpoAtSameRate,
  ),
  difference(
    "internal-helps",
    "Section 3.4, Eq. 4",
    "Mixing in r_int (λ 0.5) is better than margins alone (λ 0)",
    even,
    marginAlone,
  ),
  difference(
    "margin-helps",
    "ours",
    "Margins alone (λ 0) are better than embeddings alone (λ 1)",
    marginAlone,
    embeddingAlone,
  ),
  difference(
    "tuning-helps",
    "ours",
    "Weighted pairs (λ 0.5) give more of the class than no tuning",
    even,
    base.method,
  ),
];

function difference(id: string, place: string, sentence: string, of: string, minus: string): Claim {
  const comparison = {
    metric: "fidelity",
    of: { source: "texts", method: of },
    minus: { source: "texts", method: minus },
  };
  return {
    id,
    place,
    sentence,
    evidence: worldDifference(comparison),
  };
}
