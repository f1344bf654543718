/**
 * @file From finished runs to Figure 2, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Arm, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";

/** The experiment's name on the command line. */
export const smallCheckersName = "dimp/5.1-small-checkers";

/** Shares of the large real set that quality checkers are fitted on. */
export const shares: readonly number[] = [0.1, 0.25, 0.5, 1];

/** The quality checker by itself, as a classifier. */
export const checkerMethod = "quality checker";

/** The source of runs with a checker of this share; the synthetic set is named where there are several. */
export function shareName(share: number, source = "synthetic"): string {
  const name = `P' of ${Math.round(100 * share)} %`;
  return source === "synthetic" ? name : `${name}, ${source}`;
}

/**
 * The curves and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function smallCheckersResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const sources = syntheticSources(records);
  return experimentResult({
    experiment: smallCheckersName,
    scale,
    records,
    lowerIsBetter: ["majorityRate", "trainingSeconds", "totalSeconds", "largestWeight"],
    comparisons: sources.flatMap((source) =>
      shares.flatMap((share) =>
        ["IMP", "DIMP"].map((method) => ({
          metric: "accuracy",
          of: { source: shareName(share, source), method },
          minus: { source, method: "CE" },
        })),
      ),
    ),
    claims: smallCheckersClaims(sources),
  });
}

/** One point of Figure 2. */
export interface SharePoint {
  /** In percent of the large real set. */
  share: number;
  method: string;
  mean: number;
  low: number;
  high: number;
}

/** The lines of Figure 2 for one synthetic set: the checker by itself, IMP and DIMP with it. */
export function sharePoints({ rows }: ExperimentResult, source = "synthetic"): SharePoint[] {
  return shares.flatMap((share) =>
    rows
      .filter(({ metric }) => metric === "accuracy")
      .filter((row) =>
        row.method === checkerMethod
          ? row.source === shareName(share)
          : row.source === shareName(share, source),
      )
      .map(({ method, mean, low, high }) => ({ share: 100 * share, method, mean, low, high })),
  );
}

/** What Section 5.1 says of Figure 2, in our words; for each synthetic set. */
export function smallCheckersClaims(sources: readonly string[]): Claim[] {
  return sources.flatMap((source) => {
    const suffix = source === "synthetic" ? "" : ` (${source})`;
    const claim = (id: string, place: string, sentence: string, of: Arm, minus: Arm): Claim => ({
      id: `${id}${suffix}`,
      place,
      sentence: `${sentence}${suffix}`,
      evidence: {
        scales: ["world", "small"],
        perSeed: (records) => pairedDifferences(records, { metric: "accuracy", of, minus }),
      },
    });
    const weighted = (share: number) => (method: string) => ({ source: shareName(share, source), method });
    const alone = (share: number): Arm => ({ source: shareName(share), method: checkerMethod });
    const [few, all] = [weighted(shares[0]), weighted(1)];
    const checker = alone(shares[0]);
    const overCheckers = shares.slice(1, 3).flatMap((share) =>
      ["IMP", "DIMP"].map((method) => {
        const percent = `${Math.round(100 * share)} %`;
        const sentence = `${method} beats the checker of ${percent} itself`;
        return claim(
          `${method} over checker ${percent}`,
          "ours",
          sentence,
          weighted(share)(method),
          alone(share),
        );
      }),
    );
    const plain: Arm = { source, method: "CE" };
    const place = "Section 5.1, Figure 2";
    return [
      claim("imp-few", place, "A checker of 10 % of the real texts makes IMP beat CE", few("IMP"), plain),
      claim("dimp-few", place, "It makes DIMP beat CE", few("DIMP"), plain),
      claim("imp-over-checker", place, "IMP beats this checker itself", few("IMP"), checker),
      claim("dimp-over-checker", place, "DIMP beats this checker itself", few("DIMP"), checker),
      claim("imp-gains", "ours", "IMP is better with a checker of all real texts", all("IMP"), few("IMP")),
      claim(
        "dimp-gains",
        "ours",
        "DIMP is better with a checker of all real texts",
        all("DIMP"),
        few("DIMP"),
      ),
      ...overCheckers,
    ];
  });
}

/** Those that CE was trained on. */
export function syntheticSources(rows: readonly { source: string; method: string }[]): string[] {
  return [...new Set(rows.filter(({ method }) => method === "CE").map(({ source }) => source))];
}
