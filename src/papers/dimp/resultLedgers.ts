/**
 * @file Every ledger that speaks to a claim of Kuo et al. 2025, in the order of the paper's sections.
 */
import type { ClaimLedger } from "../../experiments/claimLedgers";
import type { RunRecord } from "../../experiments/runRecord";
import { beyondClaims, beyondName } from "./beyondResult";
import { convergenceClaims, convergenceName } from "./convergenceResult";
import { costClaims, costName } from "./costResult";
import { dimpClaims, dimpName } from "./dimpResult";
import { dynamicsClaims, dynamicsName } from "./dynamicsResult";
import { generatedDataClaims, generatedDataName, generatedSources } from "./generatedDataResult";
import { impClaims, impName } from "./impResult";
import { lowerBoundClaims, lowerBoundName } from "./lowerBoundResult";
import { modelSizeClaims, modelSizeName } from "./modelSizeResult";
import { noiseClaims, noiseName } from "./noiseResult";
import { realDataClaims, realDataName } from "./realDataResult";
import { smallCheckersClaims, smallCheckersName, syntheticSources } from "./smallCheckersResult";
import { table1Claims } from "./table1Claims";
import { table1Name } from "./table1Result";
import { weightedLossesClaims, weightedLossesName } from "./weightedLossesResult";

const sourcesOf = (records: readonly RunRecord[]) => [...new Set(records.map(({ source }) => source))];

const ofTable1 = (records: readonly RunRecord[]) =>
  table1Claims(generatedSources(sourcesOf(records)), ({ source, method }) =>
    records.some((record) => record.source === source && record.method === method),
  );
const ofRealData = (records: readonly RunRecord[]) => realDataClaims(sourcesOf(records));
const ofGeneratedData = (records: readonly RunRecord[]) =>
  generatedDataClaims(generatedSources(sourcesOf(records)));

/** The ledgers; one that is not there yet has no verdicts. */
export const resultLedgers: readonly ClaimLedger[] = [
  world("weighted-losses", weightedLossesName, () => weightedLossesClaims),
  world("generated-data", generatedDataName, ofGeneratedData),
  world("imp", impName, () => impClaims),
  world("dimp", dimpName, () => dimpClaims),
  world("world", table1Name, ofTable1),
  small("ag_news_llm", table1Name, ofTable1),
  small("abstracts_gpt35", table1Name, ofTable1),
  world("dynamics", dynamicsName, (records) => sourcesOf(records).flatMap(dynamicsClaims)),
  world("small-checkers", smallCheckersName, (records) => smallCheckersClaims(syntheticSources(records))),
  world("model-size", modelSizeName, () => modelSizeClaims),
  small("real-financial", realDataName, ofRealData),
  small("real-sarcasm", realDataName, ofRealData),
  small("real-mrpc", realDataName, ofRealData),
  world("convergence", convergenceName, () => convergenceClaims),
  world("lower-bound", lowerBoundName, () => lowerBoundClaims),
  world("cost", costName, () => costClaims),
  world("noise", noiseName, () => noiseClaims),
  world("beyond", beyondName, () => beyondClaims),
];

function world(ledger: string, experiment: string, claims: ClaimLedger["claims"]): ClaimLedger {
  return { ledger, experiment, scale: "world", claims };
}

function small(ledger: string, experiment: string, claims: ClaimLedger["claims"]): ClaimLedger {
  return { ledger, experiment, scale: "small", claims };
}
