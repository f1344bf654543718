/** @file `u-dpo/3.2-the-loss` to read: pairs, distance and texts, and verdicts. */
import { fixed, percent, signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import { claimTable } from "../../experiments/claimTable";
import type { ExperimentResult } from "../../experiments/experiment";
import { resultTable } from "../../experiments/resultTable";
import { gainName, lossClaims } from "./theLossResult";

/** The tables of a result; a notebook shows each of them. */
export interface LossTables {
  /** Held-out pairs. */
  pairs: Table;
  /** Texts that the tuned models write. */
  texts: Table;
  claims: Table;
}

/** The result as tables. */
export function lossTables({ rows, claims }: ExperimentResult): LossTables {
  return {
    pairs: resultTable(rows, {
      metrics: [
        { metric: "rewardAccuracy", title: "reward accuracy" },
        { metric: "rewardMargin", title: "reward margin (nats)", format: signed(2) },
        { metric: "chosenGain", title: "x+ gained (nats)", format: signed(2) },
        { metric: "rejectedGain", title: "x- gained (nats)", format: signed(2) },
        { metric: "klToReference", title: "KL (nats a text)", format: fixed(2) },
      ],
      caption: "Held-out pairs, and the distance from the reference",
    }),
    texts: resultTable(rows, {
      metrics: [
        { metric: "fidelity", title: "of the class" },
        { metric: "classProbability", title: "P(class | text)" },
        { metric: gainName, title: "minus base", format: signed(3) },
        { metric: "accepted", title: "grammatical" },
        { metric: "distinct2", title: "distinct-2" },
        { metric: "repetition", format: percent(1) },
        { metric: "tokens", format: fixed(1) },
      ],
      caption: "Texts that the tuned models write",
    }),
    claims: claimTable(lossClaims, claims),
  };
}

/** The result as text for a terminal. */
export function printLosses(result: ExperimentResult): string {
  const { pairs, texts, claims } = lossTables(result);
  return [pairs, texts, claims].map(String).join("\n\n");
}
