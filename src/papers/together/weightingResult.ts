/** @file From finished runs to the tables of `together/1-weighting-after-tuning`: main effects, the interaction, verdicts. */

import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { recordsBySeed } from "../../experiments/recordsBySeed";
import type { RunRecord } from "../../experiments/runRecord";
import { mean } from "../../statistics/mean";
import { metricAt, perSeed } from "../data-study/perSeed";
import { type Comparison, type PairedTest, pairedTests } from "../u-dpo/pairedTests";
import { worldsInTurn } from "../u-dpo/worldPipelineSettings";

/** The experiment's name on the command line. */
export const weightingName = "together/1-weighting-after-tuning";

/** The run of real texts alone. */
export const [realSource, realMethod] = ["real texts", "real only"];

/** A writer's arm with a weighting, and the facts of its texts, as methods. */
export const armMethod = (writer: string, weighting: string) => `${writer}, ${weighting}`;
export const textsMethod = (writer: string) => armMethod(writer, "texts");

/** The three accuracies of an arm: by what it is trained on, and by which classifier. */
export type WeightingMetric = "alone" | "beside" | "aloneLoose";

/** Names of the metrics in words. */
export const metricNames: Readonly<Record<WeightingMetric, string>> = {
  alone: "generated texts alone",
  beside: "beside real texts",
  aloneLoose: "generated texts alone, loose classifier",
};

const metrics = Object.keys(metricNames) as WeightingMetric[];

/** An accuracy of one writer and weighting, mean over the ways to ask. */
export function accuracyOver(
  records: readonly RunRecord[],
  metric: string,
  writer: string,
  weighting: string,
): number {
  const method = armMethod(writer, weighting);
  const sources = [...new Set(records.filter((one) => one.method === method).map(({ source }) => source))];
  return mean(sources.map((source) => metricAt(records, { data: records[0].data, source, method }, metric)));
}

/** What a weighting gains on cross entropy with a writer's texts. */
function gain(records: readonly RunRecord[], metric: string, writer: string, weighting: string): number {
  return accuracyOver(records, metric, writer, weighting) - accuracyOver(records, metric, writer, "CE");
}

const [base, utilityDpo] = ["base", "U-DPO"];

/** The effects that the question is about, for one accuracy; each is a mean over the ways to ask. */
const effects: readonly {
  name: string;
  of(records: readonly RunRecord[], metric: WeightingMetric): number;
}[] = [
  {
    name: "U-DPO's texts - base's, CE",
    of: (records, metric) =>
      accuracyOver(records, metric, utilityDpo, "CE") - accuracyOver(records, metric, base, "CE"),
  },
  { name: "DIMP - CE, base's texts", of: (records, metric) => gain(records, metric, base, "DIMP") },
  { name: "DIMP - CE, U-DPO's texts", of: (records, metric) => gain(records, metric, utilityDpo, "DIMP") },
  {
    name: "interaction",
    of: (records, metric) => gain(records, metric, utilityDpo, "DIMP") - gain(records, metric, base, "DIMP"),
  },
];

/** An effect with its tests, over the runs. */
export interface WeightingEffect extends PairedTest {
  /** Which accuracy, in words. */
  trainedOn: string;
}

/** The main effects and the interaction for each of the three accuracies; corrected within each. */
export function weightingEffects(records: readonly RunRecord[]): WeightingEffect[] {
  return metrics.flatMap((metric) => {
    const comparisons = effects.map(
      ({ name, of }): Comparison => ({
        name,
        differences: recordsBySeed(records).map((own) => of(own, metric)),
      }),
    );
    return pairedTests(comparisons, worldsInTurn).map((test) => ({
      ...test,
      trainedOn: metricNames[metric],
    }));
  });
}

/** All writers, in the order of the tables. */
export const writerNames = [base, "DPO", utilityDpo, "rejection"];

/** The questions as sentences; "gain" is that of an accuracy on real test texts, mean over the ways to ask. */
export const weightingClaims: readonly Claim[] = [
  {
    id: "tuning-helps",
    place: "paper A",
    sentence: "Texts of a generator tuned by U-DPO train better than those of the untuned one (alone, CE)",
    evidence: perSeed((records) => effects[0].of(records, "alone")),
  },
  {
    id: "dimp-helps-base",
    place: "paper C",
    sentence: "DIMP gains on CE with texts of the untuned generator (alone)",
    evidence: perSeed((records) => gain(records, "alone", base, "DIMP")),
  },
  {
    id: "dimp-helps-tuned",
    place: "A and C",
    sentence: "DIMP still gains on CE with U-DPO's texts (alone)",
    evidence: perSeed((records) => gain(records, "alone", utilityDpo, "DIMP")),
  },
  {
    id: "gains-overlap",
    place: "A and C",
    sentence: "DIMP gains less with U-DPO's texts than with the untuned generator's (alone)",
    evidence: perSeed(
      (records) => gain(records, "alone", base, "DIMP") - gain(records, "alone", utilityDpo, "DIMP"),
    ),
  },
  {
    id: "dimp-helps-beside",
    place: "A and C",
    sentence: "DIMP gains on CE beside real texts, with U-DPO's texts",
    evidence: perSeed((records) => gain(records, "beside", utilityDpo, "DIMP")),
  },
  {
    id: "dimp-over-shuffled",
    place: "ours",
    sentence: "DIMP gains more than with the same P' given to the wrong texts (alone, all writers)",
    evidence: perSeed((records) =>
      mean(
        writerNames.map(
          (writer) =>
            accuracyOver(records, "alone", writer, "DIMP") -
            accuracyOver(records, "alone", writer, "DIMP, P' shuffled"),
        ),
      ),
    ),
  },
  {
    id: "decay-does-the-same",
    place: "ours",
    sentence: "DIMP gains more where the classifier is not held back by decay (alone, all writers)",
    evidence: perSeed((records) =>
      mean(
        writerNames.map(
          (writer) => gain(records, "aloneLoose", writer, "DIMP") - gain(records, "alone", writer, "DIMP"),
        ),
      ),
    ),
  },
  {
    id: "both-over-decay",
    place: "ours",
    sentence: "CE with decay is better than DIMP without it (alone, all writers)",
    evidence: perSeed((records) =>
      mean(
        writerNames.map(
          (writer) =>
            accuracyOver(records, "alone", writer, "CE") -
            accuracyOver(records, "aloneLoose", writer, "DIMP"),
        ),
      ),
    ),
  },
];

/**
 * The table and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function weightingResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: weightingName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["wrongWeight"],
    claims: weightingClaims,
  });
}
