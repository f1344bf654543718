/**
 * @file From finished runs to the tables of `dimp/beyond-the-paper`, whether made just now or read from a ledger.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { Arm } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";
import { worldDifference } from "../../experiments/worldDifference";
import {
  beyondArms,
  clippedDimpArm,
  clippedImpArm,
  confidentArm,
  halvesArm,
  lastEpochArm,
  moreRowsArm,
  questions,
  sameRowsArm,
  temperedArm,
} from "./beyondArms";
import { binNames, bins } from "./beyondMetrics";

/** The experiment's name on the command line. */
export const beyondName = "dimp/beyond-the-paper";

/** The quality checker itself, as it is and with its confidence mended. */
export const checkerMethods = { asFitted: "P'", tempered: "P' tempered" } as const;

const ce: Arm = { source: questions.size, method: "CE" };
const imp: Arm = { source: questions.size, method: "IMP" };

/**
 * The tables and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function beyondResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: beyondName,
    scale,
    records,
    lowerIsBetter: ["calibrationError", "optimism", "wrongLabelShare"],
    comparisons: beyondArms
      .filter(({ method }) => method !== "CE")
      .map(({ source, method }) => ({ metric: "accuracy", of: { source, method }, minus: ce })),
    claims: beyondClaims,
  });
}

/** Sentences of ours. */
export const beyondClaims: readonly Claim[] = [
  claim(
    "clipping-helps-imp",
    "Clipping its weights helps IMP",
    better({ ...imp, method: clippedImpArm }, imp),
  ),
  claim(
    "normalising-helps-imp",
    "Weights of mean 1 help IMP",
    better({ ...imp, method: "IMP, mean 1" }, imp),
  ),
  claim(
    "clipping-helps-dimp",
    "Clipping its weights helps DIMP",
    better({ ...imp, method: clippedDimpArm }, { ...imp, method: "DIMP" }),
  ),
  claim(
    "normalising-helps-dimp",
    "Weights of mean 1 help DIMP",
    better({ ...imp, method: "DIMP, mean 1" }, { ...imp, method: "DIMP" }),
  ),
  claim(
    "dropping-helps",
    "Dropping what confident learning takes for errors beats CE",
    better({ source: questions.dropping, method: confidentArm }, ce),
  ),
  claim(
    "weighing-over-dropping",
    "IMP, which weighs, beats confident learning, which drops",
    better(imp, { source: questions.dropping, method: confidentArm }),
  ),
  claim("weights-find-errors", "Low weights of IMP find wrong labels (effect: area above one half)", {
    scales: ["world"],
    perSeed: (records) => of(records, imp).map((record) => metricOf(record, "wrongLabelArea") - 0.5),
  }),
  claim(
    "same-rows-flatter",
    "The rows that P' was fitted on flatter the model that they choose: more than fresh ones do",
    better(
      { source: questions.rows, method: sameRowsArm },
      { source: questions.rows, method: moreRowsArm },
      "optimism",
    ),
  ),
  claim(
    "halves-hurt",
    "Splitting the 100 rows between checker and selection costs accuracy",
    better({ source: questions.rows, method: sameRowsArm }, { source: questions.rows, method: halvesArm }),
  ),
  claim(
    "selection-helps",
    "Choosing the epoch on the checker's own rows beats taking the last",
    better({ source: questions.rows, method: sameRowsArm }, { source: questions.rows, method: lastEpochArm }),
  ),
  claim(
    "checker-is-too-sure",
    "A temperature makes P' better calibrated",
    better(
      { source: questions.calibration, method: checkerMethods.asFitted },
      { source: questions.calibration, method: checkerMethods.tempered },
      "calibrationError",
    ),
  ),
  claim(
    "calibrated-checker-helps",
    "IMP with the mended P' beats IMP",
    better({ source: questions.calibration, method: temperedArm }, imp),
  ),
];

/** One point of a reliability diagram, over all seeds. */
export interface ReliabilityPoint {
  source: string;
  method: string;
  confidence: number;
  accuracy: number;
  /** Texts in the bin. */
  count: number;
}

/** Reliability of each arm: bins with at least `least` texts over all seeds together. */
export function reliability(records: readonly RunRecord[], least = 50): ReliabilityPoint[] {
  const arms = new Map(records.map(({ source, method }) => [`${source}/${method}`, { source, method }]));
  return [...arms.values()].flatMap((arm) => {
    const runs = of(records, arm);
    const total = (name: string) => runs.reduce((sum, record) => sum + metricOf(record, name), 0);
    return Array.from({ length: bins }, (_, bin) => {
      const { count, right, confidence } = binNames(bin);
      const texts = total(count);
      return { ...arm, confidence: total(confidence) / texts, accuracy: total(right) / texts, count: texts };
    }).filter(({ count }) => count >= least);
  });
}

function of(records: readonly RunRecord[], { source, method }: Arm): RunRecord[] {
  return records.filter((record) => record.source === source && record.method === method);
}

function better(more: Arm, less: Arm, metric = "accuracy"): ClaimEvidence {
  return worldDifference({ metric, of: more, minus: less });
}

function claim(id: string, sentence: string, evidence: ClaimEvidence): Claim {
  return { id, place: "ours", sentence, evidence };
}
