/** @file From finished runs to answers: do the generated texts help, and does weighing them? */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { type Arm, pairedDifferences } from "../../experiments/pairedDifferences";
import type { RunRecord } from "../../experiments/runRecord";
import { yourArms, yourWeightings } from "./yourArms";

/** The experiment's name on the command line. */
export const yourDataName = "your-data";

/**
 * Means, differences seed by seed, and answers.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 runs of an arm
 */
export function yourDataResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  const arms = yourArms.map(({ source, weighting }) => ({ source, method: weighting.name }));
  return experimentResult({
    experiment: yourDataName,
    scale,
    records,
    comparisons: [
      ...arms
        .filter(({ source }) => source !== "real")
        .map((of) => ({ metric: "accuracy", of, minus: realAlone })),
      ...arms
        .filter(({ method }) => method !== "CE")
        .map((of) => ({ metric: "accuracy", of, minus: { source: of.source, method: "CE" } })),
    ],
    claims: yourQuestions,
  });
}

const realAlone: Arm = { source: "real", method: "CE" };
const both: Arm = { source: "both", method: "CE" };

/**
 * What is asked, as claims that the runs decide on: five, so that Holm's correction stays bearable.
 *
 * Weights are judged where they would be used, beside the real texts; those on generated texts alone are in the table.
 */
export const yourQuestions: readonly Claim[] = [
  question(
    "a",
    "Are the generated texts alone better than the real ones?",
    { source: "generated", method: "CE" },
    realAlone,
  ),
  question("a", "Are both together better than the real ones?", both, realAlone),
  ...yourWeightings
    .filter(({ name }) => name !== "CE")
    .map(({ name }) =>
      question("b", `Both together: is ${name} better than CE?`, { source: "both", method: name }, both),
    ),
];

function question(part: string, sentence: string, of: Arm, minus: Arm): Claim {
  return {
    id: `${of.source}/${of.method}/over/${minus.source}/${minus.method}`,
    place: `(${part})`,
    sentence,
    evidence: {
      scales: ["world", "small"],
      perSeed: (records) => pairedDifferences(records, { metric: "accuracy", of, minus }),
    },
  };
}
