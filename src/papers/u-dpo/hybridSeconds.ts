/** @file What the runs of Section 4.5 cost, by what they were for. */
import { duration, fixed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { RunRecord } from "../../experiments/runRecord";
import { perClass, prompted, promptedTexts, realOnly } from "./hybridCells";
import { paperPipeline } from "./stages/settings";

/** What each source's cells are, in words. */
const work: Readonly<Record<string, string>> = {
  [realOnly]: "classifiers on real texts, f itself",
  "preference pairs": "candidates, their scores, pairs",
  [perClass(paperPipeline.bestVolume)]: "tuning and writing of all arms, classifiers",
  [prompted]: "the generator's own answers",
  [promptedTexts]: "classifiers on the texts of the prompts",
};

/** Seconds in all and for each number of the ledger, in the order in which a run takes them. */
export function hybridSeconds(records: readonly RunRecord[]): Table {
  const kinds = new Map<string, number[]>();
  for (const { source, seconds } of records) {
    const kind = work[source] ?? "other volumes, of texts that are there";
    kinds.set(kind, [...(kinds.get(kind) ?? []), seconds]);
  }
  const total = (column: readonly number[]) => column.reduce((sum, value) => sum + value, 0);
  const lines = [...kinds].map(([stage, column]) => ({
    stage,
    cells: column.length,
    seconds: total(column),
    each: total(column) / column.length,
  }));
  const all = { stage: "all", cells: records.length, seconds: total(records.map(({ seconds }) => seconds)) };
  return table([...lines, { ...all, each: all.seconds / all.cells }], {
    caption: "What the runs took",
    columns: [
      { field: "stage" },
      { field: "cells", align: "right" },
      { field: "seconds", title: "in all", format: duration(), align: "right" },
      { field: "each", title: "seconds each", format: fixed(1), align: "right" },
    ],
    note: "whoever asks first for a stage waits for it; the language models' pretraining is not in it",
  });
}
