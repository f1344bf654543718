/** @file `u-dpo/4.6-judge` at scale `small` to read: what could be read, grades, controls of the judge, differences. */
import { type Format, fixed, signed, whole, withInterval } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { ExperimentResult } from "../../experiments/experiment";
import { comparisonName, judgedComparisons, realSets } from "./judgedComparisons";
import type { GradeName } from "./smallJudgeFacts";

/** The tables of a result; a notebook shows each of them. */
export interface SmallJudgingTables {
  /** How many answers were read, by judge and set, with the grades of those. */
  grades: Table;
  /** Whether a judge tells texts apart that are known to differ. */
  controls: Table;
  /** What one generator's texts have more than another's. */
  differences: Table;
}

/** A number of a line by its name; undefined where the judge has none. */
type Metrics = Readonly<Record<string, number>>;

interface Line {
  source: string;
  method: string;
  metrics: Metrics;
}

const criteria: Readonly<Record<GradeName, string>> = {
  relevance: "relevance",
  fluency: "fluency",
  classAlignment: "class alignment",
  overall: "one grade",
};

/** What a line shows as "–" where it has no such number. */
const noGrades = Object.fromEntries(
  [...Object.keys(criteria), "deviation", "mass"].map((name) => [name, undefined]),
);
const noDifference = { difference: undefined, low: undefined, high: undefined, area: undefined };

/** The result as tables. */
export function smallJudgingTables(result: ExperimentResult): SmallJudgingTables {
  const lines = linesOf(result);
  const [other, reversed, ...generators] = judgedComparisons.map(comparisonName);
  return {
    grades: gradeTable(lines.filter(({ metrics }) => "asked" in metrics)),
    controls: differenceTable(
      [
        ...compared(lines, other, ["relevance", "classAlignment"]),
        ...compared(lines, reversed, ["fluency", "classAlignment"]),
      ],
      `Whether the judge can judge: ${realSets.own}, against texts that are known to be worse`,
    ),
    differences: differenceTable(
      generators.flatMap((name) => compared(lines, name, ["classAlignment", "overall"])),
      "What one generator's texts have more than another's, prompt by prompt",
    ),
  };
}

/** The result as text for a terminal. */
export function printSmallJudging(result: ExperimentResult): string {
  const { grades, controls, differences } = smallJudgingTables(result);
  return [grades, controls, differences].map(String).join("\n\n");
}

function linesOf({ rows }: ExperimentResult): Line[] {
  const lines = new Map<string, Line>();
  for (const { source, method, metric, mean } of rows) {
    const name = JSON.stringify([source, method]);
    const line = lines.get(name) ?? { source, method, metrics: {} };
    lines.set(name, { ...line, metrics: { ...line.metrics, [metric]: mean } });
  }
  return [...lines.values()];
}

function gradeTable(lines: readonly Line[]): Table {
  const two = orDash(fixed(2));
  return table(
    lines.map(({ source, method, metrics }) => ({ source, method, ...noGrades, ...metrics })),
    {
      caption: "Grades from 0 to 5 of the texts that could be read",
      columns: [
        { field: "source" },
        { field: "method", title: "texts" },
        { field: "asked", format: whole() },
        { field: "readable", format: whole() },
        ...Object.entries(criteria).map(([field, title]) => ({
          field,
          title,
          format: two,
          align: "right" as const,
        })),
        { field: "deviation", format: two, align: "right" },
        { field: "mass", title: "P(a grade)", format: two, align: "right" },
      ],
      note: "one run, greedy: no interval over runs; real texts: first sentences of the test part",
    },
  );
}

/** The lines of a comparison, one for each judge and each of the criteria that it was read for. */
function compared(lines: readonly Line[], comparison: string, names: readonly GradeName[]): object[] {
  return lines
    .filter(({ method }) => method === comparison)
    .flatMap(({ source, metrics }): object[] => {
      const known = names.filter((name) => name in metrics);
      const line = { source, comparison, pairs: metrics.pairs, ...noDifference };
      if (known.length === 0) return [{ ...line, criterion: "none read" }];
      return known.map((name) => ({
        ...line,
        criterion: criteria[name],
        difference: metrics[name],
        low: metrics[`${name} low`],
        high: metrics[`${name} high`],
        area: metrics[`${name} area`],
      }));
    });
}

function differenceTable(lines: readonly object[], caption: string): Table {
  return table(lines, {
    caption,
    columns: [
      { field: "source" },
      { field: "comparison" },
      { field: "criterion" },
      { field: "pairs", format: whole() },
      {
        field: "difference",
        title: "difference [95 % interval]",
        format: orDash(withInterval({ low: "low", high: "high" }, signed(2))),
        align: "right",
      },
      { field: "area", format: orDash(fixed(2)), align: "right" },
    ],
    note: "interval over texts, not over runs; area: how often a text of the one has the higher grade, ties half: .5 for a judge that says nothing",
  });
}

function orDash(format: Format): Format {
  return (value, row) => (value === undefined ? "–" : format(value, row));
}
