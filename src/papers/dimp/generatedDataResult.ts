/**
 * @file From finished runs to the tables of `dimp/3.1-3.2-is-generated-data-good`, whether made now or read.
 */
import type { Claim, ClaimEvidence } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Arm, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";

/** The experiment's name on the command line. */
export const generatedDataName = "dimp/3.1-3.2-is-generated-data-good";

/** The source of runs that look at labels: texts of P beside those of a generated set. */
export const informationSource = (generated: string) => `labels of real and ${generated} texts`;

/** The methods that fitted models give, by the texts that they are asked about. */
export const fittedMethods = { own: "fitted, own texts", fresh: "fitted, fresh texts" } as const;

export const exactMethod = "exact";
export const exactWithoutNoise = "exact, Q without label noise";

/** What is measured in nats, with its symbol and the paper's number on Financial. */
export const informationMeasures = [
  { metric: "entropyOfReal", title: "H(P)", reported: 0.0365 },
  { metric: "entropyOfGenerated", title: "H(Q)", reported: 0.2299 },
  { metric: "generatedByReal", title: "KL(Q‖P)", reported: 1.8781 },
  { metric: "realByGenerated", title: "KL(P‖Q)", reported: 0.444 },
] as const;

/**
 * The tables and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function generatedDataResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const generated = generatedSources(records.map(({ source }) => source));
  return experimentResult({
    experiment: generatedDataName,
    scale,
    records,
    comparisons: generated.map((source) => ({
      metric: "accuracy",
      of: { source: "small real" },
      minus: { source },
    })),
    claims: generatedDataClaims(generated),
  });
}

/** The synthetic sources among others. */
export function generatedSources(sources: Iterable<string>): string[] {
  return [...new Set(sources)].filter((source) => source.startsWith("synthetic"));
}

/** What Sections 3.1 and 3.2 say, in our words, for each generated set, and sentences of ours. */
export function generatedDataClaims(generated: readonly string[]): Claim[] {
  return generated.flatMap((source) => {
    const suffix = source === "synthetic" ? "" : ` (${source})`;
    const at = (method: string): Arm => ({ source: informationSource(source), method });
    const claim = (id: string, place: string, sentence: string, evidence: ClaimEvidence): Claim => ({
      id: `${id}${suffix}`,
      place,
      sentence: `${sentence}${suffix}`,
      evidence,
    });
    return [
      claim(
        "small-real-over-synthetic",
        "Section 3.1",
        "CE on much generated text is worse than CE on little real text",
        paired("accuracy", { source: "small real" }, { source }),
      ),
      ...[fittedMethods.own, fittedMethods.fresh].flatMap((method) => [
        claim(
          `entropy-${method}`,
          "Section 3.2",
          `H(Q) is above H(P): ${method}`,
          within(at(method), "entropyOfGenerated", "entropyOfReal"),
        ),
        claim(
          `divergence-${method}`,
          "Section 3.2",
          `KL(Q‖P) is above KL(P‖Q): ${method}`,
          within(at(method), "generatedByReal", "realByGenerated"),
        ),
      ]),
      claim("entropy-exact", "Section 3.2", "H(Q) is above H(P): exact", {
        ...within(at(exactMethod), "entropyOfGenerated", "entropyOfReal"),
        scales: ["world"],
      }),
      claim("divergence-exact", "Section 3.2", "KL(Q‖P) is above KL(P‖Q): exact", {
        ...within(at(exactMethod), "generatedByReal", "realByGenerated"),
        scales: ["world"],
      }),
      claim(
        "entropy-is-noise",
        "ours",
        "H(Q) is higher with wrong labels than without: what the paper reads as diversity",
        {
          ...paired("entropyOfGenerated", at(exactMethod), at(exactWithoutNoise)),
          scales: ["world"],
        },
      ),
    ];
  });
}

function paired(metric: string, of: Arm, minus: Arm): ClaimEvidence {
  return {
    scales: ["world", "small"],
    perSeed: (records) => pairedDifferences(records, { metric, of, minus }),
  };
}

/** One metric minus another of the same run. */
function within(arm: Arm, higher: string, lower: string): ClaimEvidence {
  return {
    scales: ["world", "small"],
    perSeed: (records) =>
      records
        .filter(({ source, method }) => source === arm.source && method === arm.method)
        .map((record) => metricOf(record, higher) - metricOf(record, lower)),
  };
}
