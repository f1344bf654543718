/** @file The tables of the page on six real sets, from the records of their runs. */
import { duration, fixed, percent, whole } from "../../../charts/format";
import { type Table, table } from "../../../charts/table";
import { judgeClaims } from "../../../experiments/claim";
import { claimTable } from "../../../experiments/claimTable";
import type { RunRecord } from "../../../experiments/runRecord";
import { mean } from "../../../statistics/mean";
import { paperStudy } from "../settings";
import { answerForms, rejections, removedKinds } from "./setFacts";
import { type Arm, finishedSets, ofSet, sixSetsClaims } from "./sixSets";

const trainings: readonly { texts: string; source: Arm["source"]; methods: readonly string[] }[] = [
  { texts: "100 real", source: "real", methods: ["real only"] },
  { texts: "generated alone", source: "synthetic", methods: paperStudy.methods },
  { texts: "both", source: "mixed", methods: paperStudy.methods },
  { texts: "none: the generator says", source: "generator", methods: ["zero-shot"] },
];

/** A metric by what was trained on (lines) and set (columns), and its mean over the sets. */
export function scoreTable(records: readonly RunRecord[], metric: "accuracy" | "macroF1"): Table {
  const sets = finishedSets(records);
  const rows = trainings.flatMap(({ texts, source, methods }) =>
    methods.map((method) => {
      const values = sets.map((data) => ofSet(records, data, { source, method }, metric));
      const named = Object.fromEntries(sets.map((data, at) => [data, values[at]]));
      return { texts, prompting: method, ...named, mean: mean(values) };
    }),
  );
  const number = (field: string) => ({ field, format: fixed(3), align: "right" as const });
  return table(rows, {
    caption: metric === "accuracy" ? "Accuracy" : "Macro F1",
    columns: [
      { field: "texts", title: "trained on" },
      { field: "prompting", title: "way of prompting" },
      ...sets.map(number),
      number("mean"),
    ],
  });
}

/** How varied the sets of each way are, means over the data sets; the real texts for comparison. */
export function varietyTable(records: readonly RunRecord[]): Table {
  const sets = finishedSets(records);
  const over = (arm: Arm, metric: string) => mean(sets.map((data) => ofSet(records, data, arm, metric)));
  const arms: Arm[] = [
    ...paperStudy.methods.map((method) => ({ source: "texts" as const, method })),
    { source: "real", method: "real only" },
  ];
  const metrics = ["similarity", "vendi", "distinct2", "selfBleu", "nearDuplicates", "words"];
  const rows = arms.map((arm) => ({
    prompting: arm.source === "real" ? "real texts" : arm.method,
    ...Object.fromEntries(metrics.map((metric) => [metric, over(arm, metric)])),
  }));
  return table(rows, {
    caption: `How varied the texts are, means over ${sets.length} sets`,
    columns: [
      { field: "prompting", title: "way of prompting" },
      { field: "similarity", format: fixed(3) },
      { field: "vendi", title: "Vendi score", format: fixed(1) },
      { field: "distinct2", title: "distinct-2", format: fixed(3) },
      { field: "selfBleu", title: "Self-BLEU", format: fixed(3) },
      { field: "nearDuplicates", title: "near duplicates", format: percent(1) },
      { field: "words", title: "words a text", format: fixed(1) },
    ],
  });
}

/** What became of requests and answers, by set: sums over ways and seeds; kinds that never occurred are left out. */
export function answerTable(records: readonly RunRecord[]): Table {
  const texts = records.filter(({ source }) => source === "texts");
  const sets = finishedSets(records);
  const sum = (data: string, metric: string) =>
    texts.filter((record) => record.data === data).reduce((all, { metrics }) => all + metrics[metric], 0);
  const counted = [
    "asked",
    ...rejections.map((why) => `rejected: ${why}`),
    "usable",
    "answers",
    ...answerForms.map((form) => `answer: ${form}`),
    ...removedKinds.map((kind) => `removed: ${kind}`),
    "tokens",
    "promptTokens",
  ];
  const rows = counted
    .map((what) => ({
      what: what === "promptTokens" ? "tokens of prompts" : what,
      ...Object.fromEntries(sets.map((data) => [data, sum(data, what)])),
      all: sets.reduce((all, data) => all + sum(data, what), 0),
    }))
    .filter(({ all }) => all > 0);
  return table(rows, {
    caption: "What became of requests and answers",
    columns: [
      { field: "what", title: "number of" },
      ...[...sets, "all"].map((field) => ({ field, format: whole(), align: "right" as const })),
    ],
  });
}

/** Usable requests by way, and what the ways cost. */
export function costTable(records: readonly RunRecord[]): Table {
  const sets = finishedSets(records);
  const rows = paperStudy.methods.map((method) => {
    const own = records.filter((record) => sets.includes(record.data) && record.method === method);
    const texts = own.filter(({ source }) => source === "texts");
    const sum = (metric: string) => texts.reduce((all, { metrics }) => all + metrics[metric], 0);
    const trained = own.filter(({ source }) => source === "synthetic" || source === "mixed");
    return {
      method,
      usable: sum("usable") / sum("asked"),
      copied: mean(texts.map(({ metrics }) => metrics.copiedRuns)),
      tokens: sum("tokens"),
      promptTokens: sum("promptTokens"),
      writing: texts.reduce((all, { seconds }) => all + seconds, 0),
      training: trained.reduce((all, { seconds }) => all + seconds, 0),
    };
  });
  return table(rows, {
    caption: "What the ways give and cost, all sets and seeds together",
    columns: [
      { field: "method", title: "way of prompting" },
      { field: "usable", format: percent(1) },
      { field: "copied", title: "words copied in runs of five", format: percent(1) },
      { field: "tokens", format: whole() },
      { field: "promptTokens", title: "tokens of prompts", format: whole() },
      { field: "writing", title: "writing", format: duration(), align: "right" },
      { field: "training", title: "training", format: duration(), align: "right" },
    ],
  });
}

/** The verdicts over the sets. */
export function sixSetsVerdicts(records: readonly RunRecord[]): Table {
  return claimTable(sixSetsClaims, judgeClaims(sixSetsClaims, records, "small"));
}
