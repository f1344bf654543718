/** @file The experiment `u-dpo/results`: every claim of the U-DPO paper with its verdict, from the committed runs. */
import { join } from "node:path";
import type { ClaimLedger } from "../../experiments/claimLedgers";
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import {
  type LedgerResults,
  type LedgerResultTables,
  ledgerResults,
  ledgerResultTables,
} from "../../experiments/ledgerResults";
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
import { worldsInTurn } from "./worldPipelineSettings";

/** The ledgers of the repository. */
export const ledgerFolder = join("notebooks", "u-dpo", "ledgers");

/** Section by section, what held. */
export const allResults: Experiment = {
  name: "u-dpo/results",
  scales: ["world"],
  seeds: 2,
  run: async (options) => runAllResults(options),
  print: (result) => String(allResultTables(result as LedgerResults).paper),
};

/**
 * Reads what other experiments have found; runs nothing.
 *
 * @param options `data` is another folder of ledgers
 * @throws RangeError if the folder has none
 */
export function runAllResults({ data = ledgerFolder }: Partial<ExperimentOptions> = {}): LedgerResults {
  return ledgerResults(allResults.name, claimSources, data);
}

/** The result as tables. */
export function allResultTables(result: LedgerResults): LedgerResultTables {
  return ledgerResultTables(result, "the U-DPO paper");
}

/** The experiments that judge claims, in the paper's order. */
const claimSources: readonly ClaimLedger[] = [
  world("the-loss", theLossName, () => lossClaims),
  world("pairs", buildingPairsName, () => pairClaims),
  world("utility", weighingName, () => weighingClaims),
  world("reward-accuracy", rewardName, () => rewardClaims),
  world("margins", marginsName, () => marginClaims),
  world("hybrid", syntheticOnlyName, () => syntheticOnlyClaims),
  world("hybrid", hybridName, (records) => hybridClaimsOf(records, paperPipeline.bestVolume)),
  world("judge", judgeName, () => judgingClaims),
  world("sizes", modelSizeName, () => sizeClaims),
  world("limits", limitsName, () => limitsClaims(1, 33)),
];

function world(ledger: string, experiment: string, claims: ClaimLedger["claims"]): ClaimLedger {
  return { ledger, experiment, scale: "world", claims, worlds: worldsInTurn };
}
