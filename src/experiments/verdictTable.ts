/** @file The verdicts of several experiments as tables: claim by claim, and how many stand where. */

import { type Table, table } from "../charts/table";
import type { Verdict } from "./experiment";
import type { DatedVerdict } from "./ledgerVerdicts";
import { effectFormat, pFormat } from "./verdictFormats";

/**
 * One line per claim: place, sentence, data, number of runs, outcome, effect with interval, corrected p.
 *
 * @param missing ledgers that are not there, named below the table
 * @throws RangeError if there is no verdict
 */
export function verdictTable(
  verdicts: readonly DatedVerdict[],
  caption: string,
  missing: readonly string[] = [],
): Table {
  const lines = verdicts.map((verdict) => ({
    ...verdict,
    jointly: verdict.supportedJointly ? "yes" : "",
  }));
  const absent = missing.length > 0 ? `; no ledger yet: ${missing.join(", ")}` : "";
  return table(lines, {
    caption,
    columns: [
      { field: "place" },
      { field: "sentence", title: "claim" },
      { field: "data" },
      { field: "seeds", title: "runs", align: "right" },
      { field: "verdict" },
      { field: "effect", title: "effect [95 % interval]", format: effectFormat, align: "right" },
      { field: "p", format: pFormat, align: "right" },
      { field: "jointly" },
    ],
    note: `p: two-sided, corrected by Holm's rule within the experiment; jointly: within all of them${absent}`,
  });
}

/**
 * How many claims have which outcome, by what `groupOf` says of each.
 *
 * @throws RangeError if there is no verdict
 */
export function outcomeTable(
  verdicts: readonly DatedVerdict[],
  group: string,
  groupOf: (verdict: DatedVerdict) => string,
): Table {
  const groups = new Map<string, DatedVerdict[]>();
  for (const verdict of verdicts) {
    const name = groupOf(verdict);
    groups.set(name, [...(groups.get(name) ?? []), verdict]);
  }
  const count = (own: readonly DatedVerdict[], kind: Verdict) =>
    own.filter(({ verdict }) => verdict === kind).length;
  const lines = [...groups].map(([name, own]) => ({
    [group]: name,
    supported: count(own, "supported"),
    jointly: own.filter(({ supportedJointly }) => supportedJointly).length,
    open: count(own, "not supported"),
    opposite: count(own, "opposite"),
    untested: count(own, "not tested at this scale"),
  }));
  const column = (field: string, title: string) => ({ field, title, align: "right" as const });
  return table(lines, {
    caption: "The paper's claims, each on every data set that speaks to it",
    columns: [
      { field: group },
      column("supported", "supported"),
      column("jointly", "of these jointly"),
      column("open", "not supported"),
      column("opposite", "opposite"),
      column("untested", "not tested"),
    ],
    note: "jointly: also when p is corrected for the claims of all experiments together",
  });
}
