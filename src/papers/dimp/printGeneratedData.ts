/**
 * @file `dimp/3.1-3.2-is-generated-data-good` to read: accuracies, information, verdicts.
 */
import { fixed, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { generatedDataClaims, generatedSources, informationMeasures } from "./generatedDataResult";

/** The tables of a result; a notebook shows each of them. */
export interface GeneratedDataTables {
  /** Accuracy of CE on each set. */
  accuracy: Table;
  /** Entropies and divergences in nats, by fitted models and exact. */
  information: Table;
  /** The paper's numbers. */
  reported: Table;
  claims: Table;
}

/** The result as tables. */
export function generatedDataTables({ rows, claims }: ExperimentResult): GeneratedDataTables {
  const isInformation = ({ source }: { source: string }) => source.startsWith("labels of");
  return {
    accuracy: resultTable(
      rows.filter((row) => !isInformation(row)),
      {
        metrics: [
          { metric: "accuracy", best: true },
          ...[...new Set(rows.map(({ metric }) => metric))]
            .filter((metric) => metric.startsWith("accuracy minus"))
            .map((metric) => ({ metric, title: metric.replace("accuracy ", ""), format: signed(3) })),
          { metric: "macroF1", title: "macro F1" },
        ],
        caption: "Cross entropy on each set, real test texts",
      },
    ),
    information: resultTable(rows.filter(isInformation), {
      metrics: informationMeasures.map(({ metric, title }) => ({ metric, title, format: fixed(3) })),
      caption: "What models of P and Q say of labels (nats)",
    }),
    reported: table(
      [
        {
          data: "Financial",
          ...Object.fromEntries(informationMeasures.map(({ title, reported }) => [title, reported])),
        },
      ],
      {
        caption: "Reported: Kuo et al. 2025, Section 3.2 (nats)",
        columns: [
          { field: "data" },
          ...informationMeasures.map(({ title }) => ({ field: title, align: "right" as const })),
        ],
        note: "by fitted BERT models; on which texts is not said",
      },
    ),
    claims: claimTable(generatedDataClaims(generatedSources(rows.map(({ source }) => source))), claims),
  };
}

/** The result as text for a terminal. */
export function printGeneratedData(result: ExperimentResult): string {
  const { accuracy, information, reported, claims } = generatedDataTables(result);
  return [accuracy, information, reported, claims].map(String).join("\n\n");
}
