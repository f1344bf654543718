/**
 * @file What IMP and DIMP gain over cross entropy in the ledgers of paper C, on every source of training text.
 */
import { onSharedSeeds, type ReadLedger } from "../../experiments/claimLedgers";
import type { ResultRow } from "../../experiments/experiment";
import { differenceRow } from "../../experiments/pairedDifferences";

/** A weighted loss against CE on one source. */
export interface Gain extends ResultRow {
  scale: string;
}

/** What IMP and DIMP gain over CE by a metric, on every source of training text that all three were run on. */
export function gainsOf(read: readonly ReadLedger[], metric: "accuracy" | "macroF1"): Gain[] {
  const tables = read.filter(({ ledger }) => tableLedgers.has(ledger) || ledger.startsWith("real-"));
  return tables.flatMap((entry) => {
    const { records, scale } = entry;
    const sources = [...new Set(records.map(({ source }) => source))].filter((source) =>
      ["CE", "IMP", "DIMP"].every((method) =>
        records.some((record) => record.source === source && record.method === method),
      ),
    );
    return sources.flatMap((source) =>
      ["IMP", "DIMP"].map((method) => ({
        ...onSharedSeeds(entry, (shared) =>
          differenceRow(shared, { metric, of: { source, method }, minus: { source, method: "CE" } }),
        ),
        scale,
      })),
    );
  });
}

const tableLedgers = new Set(["world", "ag_news_llm", "abstracts_gpt35", "noise"]);
