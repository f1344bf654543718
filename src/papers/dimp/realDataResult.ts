/**
 * @file From finished runs to the table of `dimp/5.2-real-data`, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Arm, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { noisySource } from "./realRows";

/** The experiment's name on the command line. */
export const realDataName = "dimp/5.2-real-data";

/**
 * The table and the verdicts that the runs of one folder give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function realDataResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const arms = new Map(records.map(({ source, method }) => [`${source}/${method}`, { source, method }]));
  return experimentResult({
    experiment: realDataName,
    scale,
    records,
    lowerIsBetter: ["majorityRate", "trainingSeconds", "totalSeconds", "largestWeight"],
    comparisons: [...arms.values()]
      .filter(({ method }) => method !== "CE")
      .flatMap((of) =>
        ["accuracy", "macroF1"].map((metric) => ({ metric, of, minus: { source: of.source, method: "CE" } })),
      ),
    claims: realDataClaims([...new Set(records.map(({ source }) => source))]),
  });
}

/**
 * What Sections 3.1, 5.1 and 5.2 say, in our words, for the sources that were run.
 *
 * Judged by macro F1 too: on a set with a large class accuracy rises when the others are given up.
 */
export function realDataClaims(sources: readonly string[]): Claim[] {
  const generated = sources.filter((source) => source.startsWith("synthetic"));
  return [
    ...generated.flatMap(syntheticClaims),
    ...(sources.includes(noisySource) ? overCrossEntropy(noisySource, "App. G, Table 4") : []),
    ...(sources.includes("large real") ? overCrossEntropy("large real", "Section 5.2, Table 1") : []),
  ];
}

function syntheticClaims(source: string): Claim[] {
  const smallReal: Arm = { source: "small real", method: "CE" };
  return [
    claim(
      "Section 3.1",
      `CE on ${source} text is worse than CE on little real text`,
      smallReal,
      { source, method: "CE" },
      "accuracy",
    ),
    ...overCrossEntropy(source, "Section 5.1, Table 1"),
    claim(
      "Section 5.1, Table 1",
      `DIMP on ${source} text beats its quality checker`,
      { source, method: "DIMP" },
      smallReal,
      "accuracy",
    ),
    claim(
      "Section 5.1, Table 1",
      `IMP without its diversity checker is worse on ${source} text`,
      { source, method: "IMP" },
      { source, method: "without diversity checker" },
      "accuracy",
    ),
  ];
}

function overCrossEntropy(source: string, place: string): Claim[] {
  return ["IMP", "DIMP"].flatMap((method) =>
    (["accuracy", "macroF1"] as const).map((metric) =>
      claim(
        place,
        `${method} beats CE on ${source} text, by ${metric === "accuracy" ? "accuracy" : "macro F1"}`,
        { source, method },
        { source, method: "CE" },
        metric,
      ),
    ),
  );
}

function claim(place: string, sentence: string, of: Arm, minus: Arm, metric: string): Claim {
  const id = `${of.source}/${of.method}/over/${minus.source}/${minus.method}/${metric}`;
  return {
    id,
    place,
    sentence,
    evidence: {
      scales: ["small"],
      perSeed: (records) => pairedDifferences(records, { metric, of, minus }),
    },
  };
}
