import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readExamples } from "../../src/data/readExamples";
import { readFolder } from "../../src/data/readFolder";
import { dataEnding } from "../../src/data/readRows";

/** Real sets beside the repository, each with a README that states its counts; not part of it. */
const root = join(__dirname, "../../../shared/data");
const sets = existsSync(root) ? readdirSync(root) : [];

/** Rows and labels of each file, as the table of the README states them. */
function statedCounts(set: string) {
  const readme = readFileSync(join(root, set, "README.md"), "utf8");
  const line = /^\| (\S+\.(?:jsonl|jsonl\.gz|csv|parquet)) \| (\d+) \|.*\| (\d+) \| (.+) \|$/gm;
  return [...readme.matchAll(line)].map(([, file, rows, repeats, perLabel]) => {
    return { file, rows: Number(rows), repeats: Number(repeats), perLabel };
  });
}

test.skipIf(sets.length === 0)(
  "real sets are in ../shared/data (without them nothing here is checked)",
  () => {
    expect(sets).toContain("ag_news");
  },
);

test.each(sets)("%s has the rows and labels that its README states", async (set) => {
  const counts = statedCounts(set);
  const files = readdirSync(join(root, set)).filter((file) => dataEnding.test(file));
  expect(counts.map(({ file }) => file).sort()).toEqual(files.sort());
  for (const { file, rows, perLabel } of counts) {
    const { examples, warnings } = await readExamples(join(root, set, file));
    expect(examples.length + leftOut(warnings)).toBe(rows);
    if (!/^\d+ labels,/.test(perLabel)) expect(countLabels(examples)).toBe(perLabel);
    else expect(new Set(examples.map(({ label }) => label)).size).toBe(Number.parseInt(perLabel, 10));
  }
});

test.each(
  sets.filter((set) => statedCounts(set).some(({ file }) => file.startsWith("train."))),
)("%s is read as a folder, every row of each split", async (set) => {
  const dataset = await readFolder(join(root, set));
  const splits: Record<string, unknown[]> = { ...dataset.synthetic, test: dataset.test };
  splits.train = [...dataset.train, ...(dataset.warnings.some(carved) ? dataset.validation : [])];
  if (!dataset.warnings.some(carved)) splits.validation = dataset.validation;
  for (const { file, rows } of statedCounts(set)) {
    const split = file.replace(dataEnding, "").replace(/^synthetic_/, "");
    if (split !== "all") expect(splits[split]).toHaveLength(rows);
  }
});

const carved = (warning: string) => warning.startsWith("no validation file");

function leftOut(warnings: readonly string[]): number {
  return warnings.reduce(
    (sum, warning) => sum + Number(/: (\d+) of \d+ rows have an empty text/.exec(warning)?.[1] ?? 0),
    0,
  );
}

function countLabels(examples: readonly { label: string }[]): string {
  const counts = new Map<string, number>();
  for (const { label } of examples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, count]) => `${label} ${count}`)
    .join(", ");
}
