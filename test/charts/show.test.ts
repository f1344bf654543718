import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Bundle } from "../../src/charts/notebook";
import { chartText, show } from "../../src/charts/show";
import { gallery } from "./gallery";

const display = Symbol.for("synthclass.display");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "figures-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  delete (globalThis as Record<symbol, unknown>)[display];
  vi.restoreAllMocks();
});

test("show writes the drawing and the specification, and prints one line outside a notebook", async () => {
  const print = vi.spyOn(console, "log").mockImplementation(() => {});
  await show(gallery.counts(), "data-counts", folder);
  expect(readdirSync(folder).sort()).toEqual(["data-counts.svg", "data-counts.vl.json"]);
  expect(print.mock.calls).toEqual([
    [
      'Bar chart "Texts per class": training texts (count) of astrophysics, number theory, machine learning; 3 rows',
    ],
  ]);
});

test("show emits one output with the specification, a PNG with its size and a text in a notebook", async () => {
  const bundles: Bundle[] = [];
  (globalThis as Record<symbol, unknown>)[display] = (bundle: Bundle) => bundles.push(bundle);
  const chart = gallery.counts();
  await show(chart, "data-counts", folder);
  expect(bundles).toHaveLength(1);
  const { data, metadata } = bundles[0];
  expect(Object.keys(data)).toEqual(["application/vnd.vegalite.v5+json", "image/png", "text/plain"]);
  expect(data["application/vnd.vegalite.v5+json"]).toBe(chart);
  expect(data["text/plain"]).toBe(chart.description);
  const png = Buffer.from(data["image/png"] as string, "base64");
  const size = (metadata as { "image/png": { width: number } })["image/png"];
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.readUInt32BE(16)).toBe(2 * size.width);
});

test("show leaves files alone that would not change", async () => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  await show(gallery.counts(), "data-counts", folder);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const texts = files.map((file) => readFileSync(file, "utf8"));
  for (const file of files) utimesSync(file, 1000, 1000);
  await show(gallery.counts(), "data-counts", folder);
  expect(files.map((file) => statSync(file).mtimeMs)).toEqual([1_000_000, 1_000_000]);
  await show(gallery.bars(), "data-counts", folder);
  expect(files.map((file) => readFileSync(file, "utf8"))).not.toEqual(texts);
});

test("show refuses names that are not plain file names", async () => {
  for (const name of ["../secret", "Data", "a b", ".hidden", "", "a/b"]) {
    const message = `show: name is ${JSON.stringify(name)}, expected a to z, 0 to 9, "." and "-" only`;
    await expect(show(gallery.counts(), name, folder)).rejects.toThrow(new RangeError(message));
  }
  expect(readdirSync(folder)).toEqual([]);
});

test("the text of a chart is its specification, one row of data to a line", () => {
  for (const chart of Object.values(gallery)) {
    const specification = chart() as unknown as { data: { values: object[] } };
    const text = chartText(chart());
    expect(JSON.parse(text)).toEqual(specification);
    for (const row of specification.data.values) expect(text).toContain(`\n      ${JSON.stringify(row)}`);
  }
});
