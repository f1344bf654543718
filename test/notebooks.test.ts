import { readdirSync, readFileSync } from "node:fs";
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

describe.each(names)("%s", (name) => {
  const { cells }: { cells: Cell[] } = JSON.parse(readFileSync(path.join(folder, name), "utf8"));
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
});
