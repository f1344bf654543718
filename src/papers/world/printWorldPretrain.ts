/**
 * @file The world's language model to read: its training, what it writes, beside the limits.
 */
import { fixed, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { ExperimentResult, ResultRow } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";

/** The tables of a result. */
export interface WorldPretrainTables {
  /** Held-out nats over the steps of training. */
  curve: Table;
  /** What is written and how surprising texts are, by way to ask. */
  writing: Table;
  /** Class fidelity by class, asked for by the class alone. */
  classes: Table;
}

/** The result as tables; a notebook shows each of them. */
function worldPretrainTables({ rows }: ExperimentResult): WorldPretrainTables {
  const written = rows.filter(({ source }) => source !== "pages");
  return {
    curve: curveTable(rows.filter(({ source }) => source === "pages")),
    writing: resultTable(written, {
      metrics: [
        { metric: "natsPerToken", title: "nats a token" },
        { metric: "natsPerToken minus the world itself", title: "minus the limit", format: signed(3) },
        { metric: "fidelity", title: "right class" },
        { metric: "onSubtopic", title: "on the subtopic" },
        { metric: "accepted", title: "accepted" },
        { metric: "copied", title: "copied" },
      ],
      caption: "Texts by way to ask",
    }),
    classes: classTable(written.filter(({ source }) => source === "zero-shot")),
  };
}

/** The result as text for a terminal. */
export function printWorldPretrain(result: ExperimentResult): string {
  const { curve, writing, classes } = worldPretrainTables(result);
  return [curve, writing, classes].map(String).join("\n\n");
}

function curveTable(rows: readonly ResultRow[]): Table {
  const lines = rows
    .filter(({ metric }) => metric === "excessNats")
    .map(({ method, mean, low, high }) => {
      const of = (metric: string) => rows.find((row) => row.method === method && row.metric === metric)!.mean;
      return {
        step: method.replace("step ", ""),
        model: fixed(4)(of("modelNats"), {}),
        world: fixed(4)(of("worldNats"), {}),
        excess: `${fixed(4)(mean, {})} ± ${fixed(4)((high - low) / 2, {})}`,
      };
    });
  return table(lines, {
    caption: "Held-out nats a token while the model reads, all tokens of the pages counted",
    columns: ["step", "model", "world", "excess"].map((field) => ({ field, align: "right" as const })),
    note: "world: the exact entropy of the same pages; ± 95 % over the pages",
  });
}

function classTable(rows: readonly ResultRow[]): Table {
  const prefix = "fidelity of ";
  const lines = new Map<string, Record<string, string>>();
  for (const { metric, method, mean, low, high } of rows) {
    if (!metric.startsWith(prefix)) continue;
    const name = metric.slice(prefix.length);
    const shown = `${fixed(2)(mean, {})} ± ${fixed(2)((high - low) / 2, {})}`;
    lines.set(name, { ...lines.get(name), class: name, [method]: shown });
  }
  return table([...lines.values()], {
    caption: "Share of texts of the right class, asked for by the class alone",
    note: "the world itself is the ceiling that label noise and vague texts set",
  });
}
