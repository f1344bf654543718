/** @file `u-dpo/4.5-hybrid` to read: accuracies, what the texts are like, volumes, verdicts, what the paper reports. */
import { fixed, percent, signed } from "../../charts/format";
import { type Column, type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult, ResultRow } from "../../experiments/experiment";
import { type MetricColumn, resultTable } from "../../experiments/resultTable";
import { perClass, prompted, promptedTexts, realOnly } from "./hybridCells";
import { hybridClaims } from "./hybridClaims";
import type { PairedTest } from "./pairedTests";
import { reportedTable2 } from "./reported";
import { paperPipeline } from "./stages/settings";

/** The tables of a result; a notebook shows each of them. */
export interface HybridTables {
  /** Real texts alone, the margin classifier, the generator's own answers. */
  without: Table;
  /** Each arm at the usual volume. */
  accuracy: Table;
  /** What the texts of each arm are like. */
  texts: Table;
  /** Accuracy with more or fewer synthetic texts. */
  volumes: Table;
  claims: Table;
  reported: Table;
}

const usualSource = perClass(paperPipeline.bestVolume);

/** The result as tables. */
export function hybridTables({ rows, claims }: ExperimentResult): HybridTables {
  const usual = rows.filter(({ source }) => source === usualSource);
  return {
    without: withoutTable(rows),
    accuracy: resultTable(usual, { metrics: accuracyColumns, caption: "Accuracy on real test texts" }),
    texts: resultTable(usual, { metrics: textColumns(usual), caption: "What the synthetic texts are like" }),
    volumes: resultTable(
      rows.filter(({ source }) => source.endsWith("per class") && source !== usualSource),
      {
        metrics: [
          { metric: "hybrid", title: "real + synthetic" },
          { metric: "synthetic", title: "synthetic only" },
        ],
        caption: "Other numbers of synthetic texts per class",
      },
    ),
    claims: claimTable(hybridClaims(paperPipeline.bestVolume, { sweep: true, prompts: true }), claims),
    reported: reportedTable(),
  };
}

/** The result as text for a terminal. */
export function printHybrid(result: ExperimentResult): string {
  const { without, accuracy, texts, volumes, claims, reported } = hybridTables(result);
  return [without, accuracy, texts, volumes, claims, reported].map(String).join("\n\n");
}

/** Tests of paired runs as a table. */
export function pairedTestTable(tests: readonly PairedTest[], caption: string): Table {
  const p = (value: unknown) =>
    typeof value === "number" && value < 0.001 ? "< 0.001" : fixed(3)(value, {});
  return table(tests, {
    caption,
    columns: [
      { field: "comparison" },
      { field: "runs", align: "right" },
      { field: "mean", title: "mean difference", format: signed(4), align: "right" },
      { field: "low", title: "95 % from", format: signed(4), align: "right" },
      { field: "high", title: "to", format: signed(4), align: "right" },
      ...(tests.some(({ worldsLow }) => worldsLow !== undefined) ? worldColumns : []),
      { field: "t", title: "p, paired t", format: p, align: "right" },
      { field: "holm", title: "p, Holm", format: p, align: "right" },
      { field: "wilcoxon", title: "p, Wilcoxon", format: p, align: "right" },
      { field: "effectSize", title: "effect size", format: signed(2), align: "right" },
      { field: "runsNeeded", title: "runs for 80 % power", align: "right" },
      { field: "detectable", title: "found with 80 % power from", format: fixed(4), align: "right" },
    ],
    note: "Holm's correction is for the comparisons of this table; effect size: mean difference in standard deviations of the differences",
  });
}

const worldColumns: readonly Column[] = [
  { field: "worldsLow", title: "over worlds, from", format: signed(4), align: "right" },
  { field: "worldsHigh", title: "over worlds, to", format: signed(4), align: "right" },
];

const accuracyColumns: readonly MetricColumn[] = [
  { metric: "hybrid", title: "real + synthetic" },
  { metric: "hybrid minus base", title: "minus base", format: signed(4) },
  { metric: "hybridMacroF1", title: "macro F1" },
  { metric: "synthetic", title: "synthetic only" },
  { metric: "synthetic minus base", title: "minus base", format: signed(4) },
];

function textColumns(rows: readonly ResultRow[]): MetricColumn[] {
  const columns: MetricColumn[] = [
    { metric: "fidelity", title: "P(class asked | text)" },
    { metric: "rightClass", title: "of the class asked", format: percent(1) },
    { metric: "accepted", title: "grammatical", format: percent(1) },
    { metric: "margin", title: "mean margin" },
    { metric: "distinct2", title: "distinct-2" },
    { metric: "degenerate", format: percent(1) },
  ];
  return columns.filter(({ metric }) => rows.some((row) => row.metric === metric));
}

/** Classifiers without synthetic texts, under one name for their accuracy. */
function withoutTable(rows: readonly ResultRow[]): Table {
  const named = rows
    .filter(({ source }) => [realOnly, prompted, promptedTexts].includes(source))
    .map((row) => (row.metric === "hybrid" ? { ...row, metric: "accuracy" } : row))
    .map((row) => (row.metric === "hybridMacroF1" ? { ...row, metric: "macroF1" } : row));
  return resultTable(named, {
    metrics: [{ metric: "accuracy" }, { metric: "macroF1", title: "macro F1" }],
    caption: "Without synthetic texts",
  });
}

function reportedTable(): Table {
  return table(
    reportedTable2.map((one) => ({ ...one, generator: one.generator ?? "–" })),
    {
      caption: "Reported: U-DPO, Table 2",
      columns: [
        { field: "data" },
        { field: "method" },
        { field: "generator", title: "generator or examples" },
        { field: "accuracy", format: fixed(4), align: "right" },
      ],
      note: "SciBERT on all real texts and 50 synthetic texts per class; intervals are not reported",
    },
  );
}
