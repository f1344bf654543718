/**
 * @file From finished runs to Table 4 and Figures 4 to 7, whether made just now or read from a ledger.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Arm, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import type { NoisyPart } from "./noisyRows";

/** The experiment's name on the command line. */
export const noiseName = "dimp/G-noise";

export const noisySource = "noisy real";

/** The runs that look at scores and weights, and train only what they look at. */
export const impPartsMethod = "IMP by part";
export const dimpPartsMethod = "DIMP by part";

/** The metric of a part: "Q, swapped"; DIMP's have their epoch behind. */
export const partMetric = (what: string, part: NoisyPart) => `${what}, ${part}`;

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function noiseResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: noiseName,
    scale,
    records,
    lowerIsBetter: ["majorityRate", "trainingSeconds", "totalSeconds", "largestWeight"],
    comparisons: ["Focal", "IMP", "DIMP"].flatMap((method) =>
      ["accuracy", "macroF1"].map((metric) => ({ metric, of: onNoisy(method), minus: onNoisy("CE") })),
    ),
    claims: noiseClaims,
  });
}

const onNoisy = (method: string): Arm => ({ source: noisySource, method });
const qualityChecker: Arm = { source: "small real", method: "CE" };

/** What App. G says, in our words. */
export const noiseClaims: readonly Claim[] = [
  accurate("imp-over-ce", "IMP beats CE on noisy text", "IMP", onNoisy("CE")),
  accurate("dimp-over-ce", "DIMP beats CE on noisy text", "DIMP", onNoisy("CE")),
  accurate("imp-over-focal", "IMP beats focal loss", "IMP", onNoisy("Focal")),
  accurate("dimp-over-focal", "DIMP beats focal loss", "DIMP", onNoisy("Focal")),
  accurate("imp-over-quality-checker", "IMP beats the quality checker", "IMP", qualityChecker),
  accurate("dimp-over-quality-checker", "DIMP beats the quality checker", "DIMP", qualityChecker),
  ordered("quality-finds-swaps", "Figure 4", "P' is higher for original labels than for swapped ones", {
    of: impPart("P'", "original"),
    minus: impPart("P'", "swapped"),
  }),
  ordered("diversity-finds-copies", "Figure 4", "Q is higher for duplicated texts than for original ones", {
    of: impPart("Q", "duplicated"),
    minus: impPart("Q", "original"),
  }),
  ordered("swaps-are-diverse", "Figure 4", "Q is lower for swapped labels than for original ones", {
    of: impPart("Q", "original"),
    minus: impPart("Q", "swapped"),
  }),
  ordered("imp-turns-swaps-down", "Figure 4", "IMP weighs original texts more than swapped ones", {
    of: impPart("weight", "original"),
    minus: impPart("weight", "swapped"),
  }),
  ordered("imp-turns-copies-down", "Figure 4", "IMP weighs original texts more than duplicated ones", {
    of: impPart("weight", "original"),
    minus: impPart("weight", "duplicated"),
  }),
  orderedThroughout(
    "dimp-sees-copies",
    "Figure 6",
    "The model DIMP trains is surer of duplicated texts than of original ones after every epoch",
    { what: "p", of: "duplicated", minus: "original" },
  ),
  orderedThroughout(
    "dimp-turns-swaps-down",
    "Figure 7",
    "DIMP weighs original texts more than swapped ones after every epoch",
    { what: "weight", of: "original", minus: "swapped" },
  ),
  orderedThroughout(
    "dimp-turns-copies-down",
    "Figure 7",
    "DIMP weighs original texts more than duplicated ones after every epoch",
    { what: "weight", of: "original", minus: "duplicated" },
  ),
];

/** One point of Figures 4 to 7. */
export interface PartPoint {
  what: string;
  part: string;
  /** From 1; none for what does not change. */
  epoch?: number;
  mean: number;
  low: number;
  high: number;
}

/** Figure 4 or 5: scores and IMP's weights by part, with intervals over the seeds. */
export function impPartPoints({ rows }: ExperimentResult): PartPoint[] {
  return rows.filter(({ method, metric }) => method === impPartsMethod && metric.includes(",")).map(pointOf);
}

/** Figures 6 and 7: belief and DIMP's weights by part and epoch. */
export function dimpPartPoints({ rows }: ExperimentResult): PartPoint[] {
  return rows.filter(({ method, metric }) => method === dimpPartsMethod && metric.includes(",")).map(pointOf);
}

function pointOf({ metric, mean, low, high }: ExperimentResult["rows"][number]): PartPoint {
  const [what, part, epoch] = metric.split(", ");
  return { what, part, ...(epoch && { epoch: Number(epoch.replace("epoch ", "")) }), mean, low, high };
}

interface PartValue {
  method: string;
  metric: string;
}

function impPart(what: string, part: NoisyPart): PartValue {
  return { method: impPartsMethod, metric: partMetric(what, part) };
}

function accurate(id: string, sentence: string, method: string, minus: Arm): Claim {
  const evidence: ClaimEvidence = {
    scales: ["world", "small"],
    perSeed: (records) => pairedDifferences(records, { metric: "accuracy", of: onNoisy(method), minus }),
  };
  return { id, place: "App. G.2, Table 4", sentence, evidence };
}

function ordered(
  id: string,
  figure: string,
  sentence: string,
  parts: { of: PartValue; minus: PartValue },
): Claim {
  const perSeed = (records: readonly RunRecord[]) =>
    records
      .filter(({ method }) => method === parts.of.method)
      .map((record) => metricOf(record, parts.of.metric) - metricOf(record, parts.minus.metric));
  return { id, place: `App. G.3, ${figure}`, sentence, evidence: { scales: ["world", "small"], perSeed } };
}

/** An order over the epochs of DIMP: a seed counts by the epoch that speaks least for it. */
function orderedThroughout(
  id: string,
  figure: string,
  sentence: string,
  { what, of, minus }: { what: string; of: NoisyPart; minus: NoisyPart },
): Claim {
  const leastOf = (record: RunRecord) => {
    const above = Object.keys(record.metrics).filter((name) => name.startsWith(`${partMetric(what, of)}, `));
    return Math.min(
      ...above.map((name) => metricOf(record, name) - metricOf(record, name.replace(of, minus))),
    );
  };
  const perSeed = (records: readonly RunRecord[]) =>
    records.filter(({ method }) => method === dimpPartsMethod).map(leastOf);
  return {
    id,
    place: `App. G.3, ${figure}`,
    sentence: `${sentence} (effect: the least difference)`,
    evidence: { scales: ["world", "small"], perSeed },
  };
}
