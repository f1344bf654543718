/** @file From finished runs to the tables of `data-study/1-methods`. */

import { fixed, percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { mean } from "../../statistics/mean";
import { metricAt, perSeed } from "./perSeed";
import { paperStudy } from "./settings";

const place = "Key results";
const topicMethod = "zero-shot topic";
const others = paperStudy.methods.filter((method) => method !== topicMethod);
const tasks = ["fields", "imbalanced fields", "pairs"];

/** What the paper says on ways of prompting, in our words. */
export const methodsClaims: readonly Claim[] = [
  {
    id: "mixed-over-synthetic",
    place,
    sentence: "Generated texts beside the real ones train better than generated texts alone",
    evidence: overTasksAndMethods("accuracy", { source: "mixed" }, { source: "synthetic" }),
  },
  {
    id: "mixed-over-real",
    place,
    sentence: "With about 100 real texts, generated ones beside them help",
    evidence: overTasksAndMethods("accuracy", { source: "mixed" }, { source: "real", method: "real only" }),
  },
  {
    id: "topic-most-diverse",
    place,
    sentence:
      "Topic prompts write the most varied texts (effect: lowest similarity of the other ways, minus theirs)",
    evidence: perSeed((records) => {
      const of = (method: string) =>
        metricAt(records, { data: "fields", source: "synthetic", method }, "similarity");
      return Math.min(...others.map(of)) - of(topicMethod);
    }),
  },
  {
    id: "topic-helps",
    place,
    sentence: "Topic prompts help more than the mean of the other ways (mixed)",
    evidence: perSeed((records) => {
      const of = (method: string) =>
        mean(tasks.map((data) => metricAt(records, { data, source: "mixed", method }, "accuracy")));
      return of(topicMethod) - mean(others.map(of));
    }),
  },
  {
    id: "demonstrations-help",
    place: "Mechanism 3",
    sentence: "Five demonstrations train better than none (synthetic only)",
    evidence: perSeed((records) => {
      const of = (method: string) =>
        mean(tasks.map((data) => metricAt(records, { data, source: "synthetic", method }, "accuracy")));
      return of("few-shot 5") - of("zero-shot");
    }),
  },
];

/** The table and the verdicts that these runs give. */
export function methodsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: "data-study/1-methods",
    scale,
    records,
    lowerIsBetter: ["similarity", "selfBleu"],
    claims: methodsClaims,
  });
}

/** The result as tables; a notebook shows each of them. */
export function methodsTables({ rows, claims }: ExperimentResult): {
  scores: Table;
  sets: Table;
  claims: Table;
} {
  const metrics = [{ metric: "accuracy" }, { metric: "macroF1", title: "macro F1" }];
  const described = rows.filter(({ data, source }) => data === "fields" && source === "synthetic");
  return {
    scores: resultTable(rows, { metrics, caption: "Five ways of prompting" }),
    sets: resultTable(described, {
      metrics: [
        { metric: "fidelity", title: "right class", format: percent(1) },
        { metric: "accepted", title: "grammatical", format: percent(1) },
        { metric: "similarity" },
        { metric: "distinct2", title: "distinct-2" },
        { metric: "selfBleu", title: "Self-BLEU" },
        { metric: "vendi", title: "Vendi score of 30", format: fixed(1) },
        { metric: "coverage", title: "topic coverage" },
      ],
      caption: "What the written sets are like",
    }),
    claims: claimTable(methodsClaims, claims),
  };
}

export function printMethods(result: ExperimentResult): string {
  const { scores, sets, claims } = methodsTables(result);
  return [scores, sets, claims].map(String).join("\n\n");
}

function overTasksAndMethods(
  metric: string,
  of: { source: string; method?: string },
  minus: { source: string; method?: string },
) {
  return perSeed((records) =>
    mean(
      tasks.flatMap((data) =>
        paperStudy.methods.map(
          (method) =>
            metricAt(records, { data, method, ...of }, metric) -
            metricAt(records, { data, method, ...minus }, metric),
        ),
      ),
    ),
  );
}
