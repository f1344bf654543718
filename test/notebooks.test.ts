import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

interface Cell {
  cell_type: "code" | "markdown";
  source: string[];
  outputs?: { output_type: string }[];
  execution_count?: number | null;
}

const folder = path.join(__dirname, "..", "notebooks");
const names = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ipynb") && !name.includes(".ipynb_checkpoints"))
  .sort();

const cellsOf = (name: string): Cell[] => JSON.parse(readFileSync(path.join(folder, name), "utf8")).cells;
const linksOf = (text: string) => [...text.matchAll(/\]\(([^)\s:]+)\)/g)].map(([, target]) => target);

describe.each(names)("%s", (name) => {
  const cells = cellsOf(name);
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  const text = cells.filter(({ cell_type }) => cell_type === "markdown");
  const firstLine = ({ source }: Cell) => source[0];

  test("opens with its title and what one will be able to do", () => {
    expect(firstLine(cells[0])).toMatch(/^# \S/);
    expect(cells[0].source.join("")).toContain("You will be able to\n- ");
  });

  test("was saved as it ran from top to bottom, without an error", () => {
    expect(code.map(({ execution_count }) => execution_count)).toEqual(code.map((_, at) => at + 1));
    const kinds = code.flatMap(({ outputs = [] }) => outputs.map(({ output_type }) => output_type));
    expect(kinds).not.toContain("error");
  });

  test("shows something in every cell, in 25 lines at most, and explains at least as often", () => {
    expect(code.filter(({ outputs = [] }) => outputs.length === 0).map(firstLine)).toEqual([]);
    expect(code.filter(({ source }) => source.length > 25).map(firstLine)).toEqual([]);
    expect(text.length).toBeGreaterThanOrEqual(code.length);
  });

  test("links to files that are there", () => {
    const targets = text.flatMap(({ source }) => linksOf(source.join("")));
    const lost = targets.filter(
      (target) => !existsSync(path.join(folder, path.dirname(name), decodeURI(target.replace(/#.*/, "")))),
    );
    expect(lost).toEqual([]);
  });
});

describe.each([...new Set(names.filter((name) => name.includes("/")).map(path.dirname))])("%s", (paper) => {
  const own = names.filter((name) => path.dirname(name) === paper).map((name) => path.basename(name));
  const lastLine = (name: string) => cellsOf(path.join(paper, name))[0].source.join("").split("\n").pop()!;
  const target = (name: string, word: string) =>
    new RegExp(`${word}: \\[[^\\]]+\\]\\(([^)]+)\\)`).exec(lastLine(name))?.[1];

  test("can be read from the first notebook to the last, and back", () => {
    const [first, ...others] = own.filter((name) => target(name, "Before") === undefined);
    expect(others).toEqual([]);
    const read = [first];
    for (let next = target(first, "Next"); next && !read.includes(next); next = target(next, "Next")) {
      expect(target(next, "Before")).toBe(read[read.length - 1]);
      read.push(next);
    }
    expect([...read].sort()).toEqual(own.sort());
  });
});
