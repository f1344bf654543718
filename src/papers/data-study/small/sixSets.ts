/** @file What the runs on several real sets say together: one number of each set, seeds averaged. */
import type { Claim, ClaimEvidence } from "../../../experiments/claim";
import type { RunRecord } from "../../../experiments/runRecord";
import { metricOf } from "../../../experiments/summarise";
import { confidenceInterval } from "../../../statistics/confidenceInterval";
import { spearmanCorrelation } from "../../../statistics/correlation";
import { mean } from "../../../statistics/mean";
import type { PromptMethodName } from "../../../text/prompts/promptMethods";
import { paperStudy } from "../settings";

/** Where a number stands, whatever the set. */
export interface Arm {
  source: "real" | "texts" | "synthetic" | "mixed" | "generator";
  method: string;
}

const realOnly: Arm = { source: "real", method: "real only" };
const topicMethod = "zero-shot topic";
const others = paperStudy.methods.filter((method) => method !== topicMethod);

/** The names of the sets whose runs are complete for at least one seed, in the order of the records. */
export function finishedSets(records: readonly RunRecord[]): string[] {
  const arms = 2 + 3 * paperStudy.methods.length;
  return [...new Set(records.map(({ data }) => data))].filter((data) => {
    const seeds = records.filter((record) => record.data === data).map(({ seed }) => seed);
    return seeds.some((seed) => seeds.filter((other) => other === seed).length === arms);
  });
}

/**
 * The mean of a metric over the seeds of a set.
 *
 * @throws RangeError if the set has no run of the arm
 */
export function ofSet(records: readonly RunRecord[], data: string, arm: Arm, metric = "accuracy"): number {
  const found = records.filter(
    (record) => record.data === data && record.source === arm.source && record.method === arm.method,
  );
  if (found.length === 0) {
    throw new RangeError(`ofSet: ${data} has no run of ${arm.source} ${arm.method}, expected some`);
  }
  return mean(found.map((record) => metricOf(record, metric)));
}

/** What the texts of a way of prompting add to real ones, or bring in their place, with an interval over the sets. */
export interface GainOverSets {
  method: PromptMethodName;
  source: "synthetic" | "mixed";
  mean: number;
  low: number;
  high: number;
  sets: number;
}

/** Gains over real texts alone, their means and 95 % Student t intervals over sets. */
export function gainsOverSets(records: readonly RunRecord[], metric = "accuracy"): GainOverSets[] {
  const sets = finishedSets(records);
  return (["synthetic", "mixed"] as const).flatMap((source) =>
    paperStudy.methods.map((method) => {
      const gains = sets.map(
        (data) => ofSet(records, data, { source, method }, metric) - ofSet(records, data, realOnly, metric),
      );
      return { method, source, ...confidenceInterval(gains, 0.95), sets: sets.length };
    }),
  );
}

/** Claims are put to the sets: each gives one number, so that a verdict reaches beyond them. */
function perSet(of: (at: (arm: Arm, metric?: string) => number) => number): ClaimEvidence {
  return {
    scales: ["small"],
    perSeed: (records) =>
      finishedSets(records).map((data) => of((arm, metric) => ofSet(records, data, arm, metric))),
  };
}

function overMethods(of: (method: PromptMethodName) => number): number {
  return mean(paperStudy.methods.map(of));
}

const place = "Key results";

/** What the paper says, in our words, as far as these runs can speak to it. */
export const sixSetsClaims: readonly Claim[] = [
  {
    id: "mixed-over-synthetic",
    place,
    sentence: "Generated texts beside the real ones train better than generated texts alone",
    evidence: perSet((at) =>
      overMethods((method) => at({ source: "mixed", method }) - at({ source: "synthetic", method })),
    ),
  },
  {
    id: "mixed-over-real",
    place,
    sentence: "With 100 real texts, generated ones beside them help",
    evidence: perSet((at) => overMethods((method) => at({ source: "mixed", method })) - at(realOnly)),
  },
  {
    id: "topic-most-diverse",
    place,
    sentence:
      "Topic prompts write the most varied texts (effect: lowest similarity of the other ways, minus theirs)",
    evidence: perSet((at) => {
      const similarity = (method: string) => at({ source: "texts", method }, "similarity");
      return Math.min(...others.map(similarity)) - similarity(topicMethod);
    }),
  },
  {
    id: "topic-helps",
    place,
    sentence: "Topic prompts help more than the mean of the other ways (mixed)",
    evidence: perSet((at) => {
      const mixed = (method: string) => at({ source: "mixed", method });
      return mixed(topicMethod) - mean(others.map(mixed));
    }),
  },
  {
    id: "varied-ways",
    place: "Mechanism 3",
    sentence:
      "Less similar texts train better (effect: rank correlation over the five ways, generated alone)",
    evidence: perSet((at) =>
      spearmanCorrelation(
        paperStudy.methods.map((method) => -at({ source: "texts", method }, "similarity")),
        paperStudy.methods.map((method) => at({ source: "synthetic", method })),
      ),
    ),
  },
  {
    id: "demonstrations-help",
    place: "Mechanism 3",
    sentence: "Five demonstrations train better than none (generated alone)",
    evidence: perSet(
      (at) =>
        at({ source: "synthetic", method: "few-shot 5" }) - at({ source: "synthetic", method: "zero-shot" }),
    ),
  },
];

/** The generator's own accuracy on a set, beside what its texts bring there. */
export interface SkillAndGain {
  data: string;
  own: number;
  synthetic: number;
  /** Mean gain of mixed sets over real texts alone. */
  gain: number;
}

export function skillAndGain(records: readonly RunRecord[]): SkillAndGain[] {
  return finishedSets(records).map((data) => {
    const at = (arm: Arm) => ofSet(records, data, arm);
    return {
      data,
      own: at({ source: "generator", method: "zero-shot" }),
      synthetic: overMethods((method) => at({ source: "synthetic", method })),
      gain: overMethods((method) => at({ source: "mixed", method })) - at(realOnly),
    };
  });
}
