/** @file `your-data` to read: answers first, then scores and weights. */
import { fixed, signed, whole } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { ExperimentResult, Verdict } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { effectFormat, pFormat } from "../../experiments/verdictFormats";
import { findableGain } from "./findableGain";
import { yourQuestions } from "./yourDataResult";

/** The tables of a result; a notebook shows each of them. */
export interface YourDataTables {
  answers: Table;
  scores: Table;
  weights: Table;
}

const answers: Readonly<Record<Verdict, string>> = {
  supported: "yes",
  opposite: "no, it is worse",
  "not supported": "cannot be told",
  "not tested at this scale": "not asked",
};

/** The result as tables. */
export function yourDataTables({ rows, claims, seeds }: ExperimentResult): YourDataTables {
  const lines = claims.map((claim) => ({
    ...claim,
    question: yourQuestions.find(({ id }) => id === claim.id)?.sentence,
    answer: answers[claim.verdict],
    findable: findableGain(claim, seeds, claims.length),
  }));
  return {
    answers: table(lines, {
      caption: "Answers",
      columns: [
        { field: "place", title: "" },
        { field: "question" },
        { field: "answer" },
        { field: "effect", title: "accuracy gained [95 % interval]", format: effectFormat, align: "right" },
        { field: "p", format: pFormat, align: "right" },
        { field: "findable", title: "could be found from", format: signed(3) },
      ],
      note: `paired over ${seeds} runs; p is two-sided and corrected by Holm's rule, questions: ${claims.length}; yes, no: p < .05; a gain of the size in the last column would be found in eight of ten cases`,
    }),
    scores: resultTable(rows, {
      caption: "Accuracy on the test texts, of which each run has its own",
      metrics: [
        { metric: "accuracy" },
        { metric: "accuracy minus real CE", title: "minus real alone", format: signed(3) },
        { metric: "accuracy minus CE", title: "minus CE, same texts", format: signed(3) },
        { metric: "macroF1", title: "macro F1" },
        { metric: "seconds", format: fixed(2) },
      ],
    }),
    weights: resultTable(
      rows.filter(({ source, method }) => source !== "real" && method !== "CE"),
      {
        caption: "Weights of the generated texts, by the classifier as it is in the end",
        metrics: [
          { metric: "meanWeight", title: "mean weight", format: fixed(2) },
          { metric: "effectiveSampleSize", title: "effective size", format: whole() },
        ],
      },
    ),
  };
}

/** The result as text for a terminal. */
export function printYourData(result: ExperimentResult): string {
  const { answers, scores, weights } = yourDataTables(result);
  return [answers, scores, weights].map(String).join("\n\n");
}
