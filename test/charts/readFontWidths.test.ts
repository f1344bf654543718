import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { readFontWidths } from "../../src/charts/readFontWidths";

const folder = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
const regular = readFontWidths(join(folder, "DejaVuSans.ttf"));
const bold = readFontWidths(join(folder, "DejaVuSans-Bold.ttf"));

// From the font's own tables, printed by fontTools 4.68: units of 1/2048 em.
test("readFontWidths gives the widths that the font states", () => {
  expect(regular("A")).toBe(1401 / 2048);
  expect(regular("i")).toBe(569 / 2048);
  expect(regular("−")).toBe(1716 / 2048);
  expect(bold("A")).toBe(1585 / 2048);
});

test("readFontWidths adds the widths of letters", () => {
  expect(regular("Ai−")).toBeCloseTo((1401 + 569 + 1716) / 2048, 12);
  expect(regular("")).toBe(0);
});

test("readFontWidths takes the box for a letter that is not in the font or beyond the basic plane", () => {
  expect(regular("語")).toBe(1229 / 2048);
  expect(regular("😀")).toBe(1229 / 2048);
});
