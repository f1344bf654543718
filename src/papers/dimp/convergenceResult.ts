/**
 * @file From finished runs to the tables of `dimp/B-convergence`, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { Arm } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { worldDifference } from "../../experiments/worldDifference";
import { byLabel, byText, convergenceShifts, unweighted } from "./convergenceArms";

/** The experiment's name on the command line. */
export const convergenceName = "dimp/B-convergence";

/** How often means over N texts lie ε or more from their limit, and how often they may. */
export const shareName = (size: number) => `share beyond, N = ${size}`;
export const boundName = (size: number) => `bound, N = ${size}`;

/** The sizes N that records were made with. */
export function sizesOf(metrics: Iterable<string>): number[] {
  return [...metrics].flatMap((name) => (name.startsWith("bound, N = ") ? [Number(name.slice(11))] : []));
}

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function convergenceResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: convergenceName,
    scale,
    records,
    lowerIsBetter: ["gap", "deviation"],
    claims: convergenceClaims,
  });
}

const [asReal, , asGenerated, oneClass] = convergenceShifts.map(({ source }) => source);

/** What App. B says, in our words, and sentences of ours. */
export const convergenceClaims: readonly Claim[] = [
  {
    id: "chebyshev-holds",
    place: "App. B, Eq. 17",
    sentence:
      "Means of IMP-Loss stray no more often than Chebyshev's bound allows (effect: the least room left, over N)",
    evidence: { scales: ["world"], perSeed: roomLeft },
  },
  {
    id: "converges",
    place: "App. B, Eq. 18",
    sentence: "They stray less often the larger N is (effect: from the smallest N to the largest)",
    evidence: { scales: ["world"], perSeed: fallOfShare },
  },
  {
    id: "nearer-than-ce",
    place: "App. B, Eq. 20",
    sentence: "IMP-Loss lies nearer to the loss on real text than CE does, on texts as generated",
    evidence: difference("gap", arm(asGenerated, unweighted), arm(asGenerated, byLabel)),
  },
  {
    id: "assumption-matters",
    place: "ours: Section 3.3's assumption",
    sentence: "IMP-Loss lies further from the loss on real text where texts are written otherwise",
    evidence: difference("gap", arm(asGenerated, byLabel), arm(asReal, byLabel)),
  },
  {
    id: "classes-matter",
    place: "ours: Section 3.3's assumption",
    sentence: "IMP-Loss lies further from the loss on real text where one class is hardly written",
    evidence: difference("gap", arm(oneClass, byLabel), arm(asReal, byLabel)),
  },
  {
    id: "text-weights-mend-classes",
    place: "ours",
    sentence: "Where one class is hardly written, weights P(x,y)/Q(x,y) lie nearer to it",
    evidence: difference("gap", arm(oneClass, byLabel), arm(oneClass, byText)),
  },
  {
    id: "text-weights-mend",
    place: "ours",
    sentence: "On texts as generated, weights P(x,y)/Q(x,y) lie nearer to it",
    evidence: difference("gap", arm(asGenerated, byLabel), arm(asGenerated, byText)),
  },
  {
    id: "text-weights-cost",
    place: "ours",
    sentence: "On texts as generated they leave fewer texts that count (effect: share of the texts)",
    evidence: difference("effectiveShare", arm(asGenerated, byLabel), arm(asGenerated, byText)),
  },
];

function arm(source: string, method: string): Arm {
  return { source, method };
}

function difference(metric: string, of: Arm, minus: Arm): Claim["evidence"] {
  return worldDifference({ metric, of, minus });
}

const ofImp = (records: readonly RunRecord[]) =>
  records.filter(({ source, method }) => source === asGenerated && method === byLabel);

function roomLeft(records: readonly RunRecord[]): number[] {
  return ofImp(records).map(({ metrics }) => {
    const sizes = sizesOf(Object.keys(metrics));
    return Math.min(...sizes.map((size) => metrics[boundName(size)] - metrics[shareName(size)]));
  });
}

function fallOfShare(records: readonly RunRecord[]): number[] {
  return ofImp(records).map(({ metrics }) => {
    const sizes = sizesOf(Object.keys(metrics));
    return metrics[shareName(Math.min(...sizes))] - metrics[shareName(Math.max(...sizes))];
  });
}
