/** @file The experiment `u-dpo/results`: every claim of the U-DPO paper with its verdict, from the committed runs. */
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type AllClaims, allClaims, type ClaimSource } from "./allClaims";
import { buildingPairsName, pairClaims } from "./buildingPairsResult";
import { hybridClaimsOf, hybridName } from "./hybridResult";
import { judgeName, judgingClaims } from "./judgingResult";
import { limitsClaims, limitsName } from "./limitsResult";
import { marginClaims, marginsName } from "./margins";
import { modelSizeName, sizeClaims } from "./modelSize";
import { rewardClaims, rewardName } from "./rewardCurves";
import { paperPipeline } from "./stages/settings";
import { syntheticOnlyClaims, syntheticOnlyName } from "./syntheticOnly";
import { lossClaims, theLossName } from "./theLossResult";
import { weighingClaims, weighingName } from "./weighingResult";

/** The ledgers of the repository. */
export const ledgerFolder = "notebooks/u-dpo/ledgers";

/** The experiments that judge claims, in the paper's order. */
export const claimSources: readonly ClaimSource[] = [
  { experiment: theLossName, file: "the-loss.jsonl", claims: () => lossClaims },
  { experiment: buildingPairsName, file: "pairs.jsonl", claims: () => pairClaims },
  { experiment: weighingName, file: "utility.jsonl", claims: () => weighingClaims },
  { experiment: rewardName, file: "reward-accuracy.jsonl", claims: () => rewardClaims },
  { experiment: marginsName, file: "margins.jsonl", claims: () => marginClaims },
  { experiment: syntheticOnlyName, file: "hybrid.jsonl", claims: () => syntheticOnlyClaims },
  {
    experiment: hybridName,
    file: "hybrid.jsonl",
    claims: (records) => hybridClaimsOf(records, paperPipeline.bestVolume),
  },
  { experiment: judgeName, file: "judge.jsonl", claims: () => judgingClaims },
  { experiment: modelSizeName, file: "sizes.jsonl", claims: () => sizeClaims },
  { experiment: limitsName, file: "limits.jsonl", claims: () => limitsClaims(1, 33) },
];

/** Section by section, what held. */
export const allResults: Experiment = {
  name: "u-dpo/results",
  scales: ["world"],
  seeds: 2,
  run: async (options) => runAllResults(options),
  print: printAllResults,
};

/**
 * Reads the ledgers; nothing is run.
 *
 * @param folder another folder of ledgers
 * @throws RangeError if a folder of data is given
 */
export function runAllResults(
  { scale, data }: Pick<ExperimentOptions, "scale" | "data">,
  folder = ledgerFolder,
): ExperimentResult {
  if (data !== undefined) throw new RangeError(`allResults: data is ${data}, expected none`);
  const { verdicts, records } = allClaims(claimSources, folder);
  return {
    experiment: allResults.name,
    scale,
    seeds: new Set(records.map(({ seed }) => seed)).size,
    rows: [],
    claims: verdicts,
    seconds: records.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** The result as text for a terminal. */
export function printAllResults({ claims }: ExperimentResult): string {
  return String(claimTable(allClaims(claimSources, ledgerFolder).claims, claims));
}

/** How many claims had which verdict, by experiment. */
export function verdictCounts({ verdicts }: Pick<AllClaims, "verdicts">) {
  const experiments = [...new Set(verdicts.map(({ id }) => experimentOf(id)))];
  return experiments.map((experiment) => {
    const own = verdicts.filter(({ id }) => experimentOf(id) === experiment);
    const count = (verdict: string) => own.filter((one) => one.verdict === verdict).length;
    return {
      experiment,
      supported: count("supported"),
      "not supported": count("not supported"),
      "not tested": count("not tested at this scale"),
    };
  });
}

/** The part of an id before the claim's own. */
function experimentOf(id: string): string {
  return id.slice(0, id.lastIndexOf("/"));
}
