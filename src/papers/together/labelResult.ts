/** @file From finished runs to the tables of `together/3-label-or-generate`: accuracies, gains, verdicts. */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { worldDifference } from "../../experiments/worldDifference";
import { metricAt, perSeed } from "../data-study/perSeed";
import { worldsInTurn } from "../u-dpo/worldPipelineSettings";

/** The experiment's name on the command line. */
export const labelName = "together/3-label-or-generate";

/** The method of classifiers that have real texts alone. */
export const realMethod = "real only";

/** The source of what the generated texts took. */
export const writingSource = "writing";

/** Fields of the exact world: texts are counted by class in the settings, all together in tables. */
const classes = 11;

/** The source of all runs with so many real texts of each class. */
export const sourceOf = (perClass: number) => `${classes * perClass} real`;

/** How many real texts a source has. */
export const realCountOf = (source: string) => Number.parseInt(source, 10);

/** The method of classifiers that have so many generated texts of each class beside the real ones. */
export const generatedMethod = (volume: number, weighting: string) =>
  weighting === "CE" ? `${classes * volume} generated` : `${classes * volume} generated, ${weighting}`;

const [few, usual, many] = [3, 10, 100];
const [least, middle, most] = [50, 100, 200];

const comparison = (perClass: number, of: string, minus: string) => ({
  metric: "accuracy",
  of: { source: sourceOf(perClass), method: of },
  minus: { source: sourceOf(perClass), method: minus },
});

/** The questions as sentences. */
export const labelClaims: readonly Claim[] = [
  {
    id: "helps-few",
    place: "paper B",
    sentence: `Beside ${classes * few} labelled texts, ${classes * middle} generated ones help`,
    evidence: worldDifference(comparison(few, generatedMethod(middle, "CE"), realMethod)),
  },
  {
    id: "helps-usual",
    place: "paper B",
    sentence: `Beside ${classes * usual} labelled texts they help`,
    evidence: worldDifference(comparison(usual, generatedMethod(middle, "CE"), realMethod)),
  },
  {
    id: "helps-many",
    place: "paper B",
    sentence: `Beside ${classes * many} labelled texts they still help`,
    evidence: worldDifference(comparison(many, generatedMethod(middle, "CE"), realMethod)),
  },
  {
    id: "gain-falls",
    place: "paper B",
    sentence: `They help less beside ${classes * many} than beside ${classes * usual}`,
    evidence: perSeed((records) => gainAt(records, usual) - gainAt(records, many)),
  },
  {
    id: "more-volume-helps",
    place: "paper B",
    sentence: `Four times as many generated texts help more beside ${classes * usual} labelled ones`,
    evidence: worldDifference(comparison(usual, generatedMethod(most, "CE"), generatedMethod(least, "CE"))),
  },
  {
    id: "dimp-helps-usual",
    place: "B and C",
    sentence: `DIMP makes ${classes * middle} generated texts worth more beside ${classes * usual} labelled ones`,
    evidence: worldDifference(
      comparison(usual, generatedMethod(middle, "DIMP"), generatedMethod(middle, "CE")),
    ),
  },
  {
    id: "dimp-helps-many",
    place: "B and C",
    sentence: `DIMP makes them worth more beside ${classes * many}, which its checker learns from`,
    evidence: worldDifference(
      comparison(many, generatedMethod(middle, "DIMP"), generatedMethod(middle, "CE")),
    ),
  },
];

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function labelResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: labelName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["tokens", "writing", "training"],
    claims: labelClaims,
  });
}

function gainAt(records: readonly RunRecord[], perClass: number): number {
  const at = (method: string) =>
    metricAt(records, { data: records[0].data, source: sourceOf(perClass), method }, "accuracy");
  return at(generatedMethod(middle, "CE")) - at(realMethod);
}
