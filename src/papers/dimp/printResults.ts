/**
 * @file `dimp/results` to read: the paper's claims, ours, and how many stand.
 */
import { type Format, fixed, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { ExperimentResult } from "../../experiments/experiment";
import type { DatedVerdict, Gain } from "./resultVerdicts";

/** A result that knows what its verdicts are about. */
export interface Results extends ExperimentResult {
  verdicts: readonly DatedVerdict[];
  gains: readonly Gain[];
  /** Ledgers that are not there. */
  missing: readonly string[];
}

/** The tables of a result; a notebook shows each of them. */
export interface ResultTables {
  /** How many claims of each section stand. */
  summary: Table;
  /** Every claim of the paper, by data set. */
  paper: Table;
  /** Sentences of ours. */
  ours: Table;
}

/** The result as tables. */
export function resultTables({ verdicts, missing }: Results): ResultTables {
  const isOurs = ({ place }: DatedVerdict) => place.startsWith("ours");
  return {
    summary: summaryTable(verdicts.filter((verdict) => !isOurs(verdict))),
    paper: verdictTable(
      verdicts.filter((verdict) => !isOurs(verdict)),
      "The claims of Kuo et al. 2025",
      missing,
    ),
    ours: verdictTable(verdicts.filter(isOurs), "Sentences of ours", missing),
  };
}

/** What became of a claim, with the opposite named. */
export function outcomeOf({ verdict, effect, p }: DatedVerdict): string {
  return verdict === "not supported" && p !== null && p < 0.05 && effect !== null && effect < 0
    ? "the opposite"
    : verdict;
}

function summaryTable(verdicts: readonly DatedVerdict[]): Table {
  const sections = new Map<string, DatedVerdict[]>();
  for (const verdict of verdicts) {
    const section = verdict.place.replace(/,.*/, "");
    sections.set(section, [...(sections.get(section) ?? []), verdict]);
  }
  const count = (group: readonly DatedVerdict[], outcome: string) =>
    group.filter((verdict) => outcomeOf(verdict) === outcome).length;
  const lines = [...sections].map(([section, group]) => ({
    section,
    supported: count(group, "supported"),
    jointly: group.filter(({ supportedJointly }) => supportedJointly).length,
    open: count(group, "not supported"),
    opposite: count(group, "the opposite"),
    untested: count(group, "not tested at this scale"),
  }));
  const column = (field: string, title: string) => ({ field, title, align: "right" as const });
  return table(lines, {
    caption: "The paper's claims, each on every data set that speaks to it",
    columns: [
      { field: "section" },
      column("supported", "supported"),
      column("jointly", "of these jointly"),
      column("open", "not supported"),
      column("opposite", "the opposite"),
      column("untested", "not tested"),
    ],
    note: "jointly: also when p is corrected for the claims of all experiments together",
  });
}

function verdictTable(verdicts: readonly DatedVerdict[], caption: string, missing: readonly string[]): Table {
  const lines = verdicts.map((verdict) => ({
    ...verdict,
    outcome: outcomeOf(verdict),
    jointly: verdict.supportedJointly ? "yes" : "",
  }));
  const absent = missing.length > 0 ? `; no ledger yet: ${missing.join(", ")}` : "";
  return table(lines, {
    caption,
    columns: [
      { field: "place" },
      { field: "sentence", title: "claim" },
      { field: "data" },
      { field: "seeds", align: "right" },
      { field: "outcome", title: "verdict" },
      { field: "effect", title: "effect [95 % interval]", format: effect, align: "right" },
      { field: "p", format: pValue, align: "right" },
      { field: "jointly" },
    ],
    note: `p: two-sided, corrected by Holm's rule within the experiment; jointly: within all of them${absent}`,
  });
}

const effect: Format = (value, row) => {
  if (value === null) return "–";
  const digits = signed(3);
  return `${digits(value, row)} [${digits(row.low, row)}, ${digits(row.high, row)}]`;
};

const pValue: Format = (value, row) => {
  if (value === null) return "–";
  return typeof value === "number" && value < 0.001 ? "< 0.001" : fixed(3)(value, row);
};
