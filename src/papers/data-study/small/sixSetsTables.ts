/** @file The tables of the page on six real sets, from the records of their runs. */
import { type Format, fixed, percent, whole } from "../../../charts/format";
import { type Table, table } from "../../../charts/table";
import { judgeClaims } from "../../../experiments/claim";
import { claimTable } from "../../../experiments/claimTable";
import type { RunRecord } from "../../../experiments/runRecord";
import { metricOf } from "../../../experiments/summarise";
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

/** What the sets of each way are like, means over the data sets; the real texts for comparison. */
export function varietyTable(records: readonly RunRecord[]): Table {
  const sets = finishedSets(records);
  const ofArm = (arm: Arm, metrics: readonly string[]) =>
    Object.fromEntries(
      metrics.map((metric) => [metric, mean(sets.map((data) => ofSet(records, data, arm, metric)))]),
    );
  const measures = ["similarity", "vendi", "distinct2", "selfBleu", "nearDuplicates", "words"];
  const rows = [
    ...paperStudy.methods.map((method) => ({
      prompting: method,
      ...ofArm({ source: "texts", method }, ["usableShare", "copiedRuns", ...measures]),
    })),
    { prompting: "real texts", ...ofArm({ source: "real", method: "real only" }, measures) },
  ];
  return table(rows, {
    caption: `What the texts are like, means over ${sets.length} sets`,
    columns: [
      { field: "prompting", title: "way of prompting" },
      { field: "usableShare", title: "usable", format: ifThere(percent(0)), align: "right" },
      { field: "copiedRuns", title: "copied from the prompt", format: ifThere(percent(1)), align: "right" },
      { field: "similarity", format: fixed(3) },
      { field: "vendi", title: "Vendi score", format: fixed(1) },
      { field: "distinct2", title: "distinct-2", format: fixed(3) },
      { field: "selfBleu", title: "Self-BLEU", format: fixed(3) },
      { field: "nearDuplicates", title: "near duplicates", format: percent(1) },
      { field: "words", title: "words a text", format: fixed(1) },
    ],
  });
}

/** Requests, answers, tokens and seconds by set: sums over ways and seeds; what never occurred is left out. */
export function answerTable(records: readonly RunRecord[]): Table {
  const sets = finishedSets(records);
  const rows = counted
    .map(({ what, sources, metric }) => {
      const ofData = (data: string) =>
        records
          .filter((record) => record.data === data && sources.includes(record.source))
          .reduce((all, record) => all + metricOf(record, metric), 0);
      const sums = sets.map(ofData);
      const named = Object.fromEntries(sets.map((data, at) => [data, sums[at]]));
      return { what, ...named, all: sums.reduce((all, value) => all + value, 0) };
    })
    .filter(({ all }) => all > 0);
  return table(rows, {
    caption: "What was asked, what came, what it cost",
    columns: [
      { field: "what", title: "number of" },
      ...[...sets, "all"].map((field) => ({ field, format: whole(), align: "right" as const })),
    ],
  });
}

const written = ["texts"];
const trained = ["real", "synthetic", "mixed"];
const counted = [
  { what: "texts asked for", sources: written, metric: "asked" },
  ...rejections.map((why) => ({ what: `rejected: ${why}`, sources: written, metric: `rejected: ${why}` })),
  { what: "usable", sources: written, metric: "usable" },
  { what: "answers", sources: written, metric: "answers" },
  ...answerForms.map((form) => ({ what: `answer: ${form}`, sources: written, metric: `answer: ${form}` })),
  ...removedKinds.map((kind) => ({ what: `removed: ${kind}`, sources: written, metric: `removed: ${kind}` })),
  { what: "tokens written", sources: written, metric: "tokens" },
  { what: "tokens of prompts", sources: written, metric: "promptTokens" },
  { what: "seconds of writing", sources: written, metric: "seconds" },
  { what: "seconds of training", sources: trained, metric: "seconds" },
  { what: "seconds of asking for labels", sources: ["generator"], metric: "seconds" },
];

/** "–" where a line has no such number. */
function ifThere(format: Format): Format {
  return (value, row) => (value === undefined ? "–" : format(value, row));
}

/** The verdicts over the sets. */
export function sixSetsVerdicts(records: readonly RunRecord[]): Table {
  return claimTable(sixSetsClaims, judgeClaims(sixSetsClaims, records, "small"));
}
