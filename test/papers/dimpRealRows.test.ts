import { expect, test } from "vitest";
import type { Dataset, Example } from "../../src/data/dataset";
import { noisySource, realRows } from "../../src/papers/dimp/realRows";
import { realSettings } from "../../src/papers/dimp/settings";

const labels = ["high", "low", "none"];
const examples = (name: string, count: number): Example[] =>
  Array.from({ length: count }, (_, i) => ({ text: `${name} ${i}`, label: labels[i % 3] }));

/** A data set whose validation split lies in train, as that of iSarcasmEval does. */
function dataset(synthetic: Record<string, Example[]>): Dataset {
  const validation = examples("validation", 7);
  const test = examples("test", 11);
  const train = [...examples("train", 40), ...validation, test[0]];
  return { name: "three", labels, train, validation, test, synthetic, warnings: [] };
}

const settings = { ...realSettings, rows: { smallReal: 100, synthetic: 20, largeReal: 100, test: 100 } };

test("the small real set is the validation split, of which no row is in the large real set", () => {
  const rows = realRows(dataset({ simple: examples("simple", 50) }), settings);
  expect(Object.keys(rows)).toEqual(["small real", "synthetic", "large real", "test"]);
  expect(rows["small real"]).toHaveLength(7);
  expect(rows.synthetic).toHaveLength(20);
  expect(rows["large real"].map(({ text }) => text).sort()).toEqual(
    examples("train", 40)
      .map(({ text }) => text)
      .sort(),
  );
  expect(rows.test).toHaveLength(11);
});

test("real rows to be given noise stand where there is no generated set", () => {
  const rows = realRows(dataset({}), settings);
  expect(Object.keys(rows)).toEqual(["small real", noisySource, "large real", "test"]);
  expect(rows[noisySource]).toHaveLength(15);
  expect(realRows(dataset({}), settings)).toEqual(rows);
});

test("realRows refuses a data set without validation rows, and a synthetic set that is not there", () => {
  expect(() => realRows({ ...dataset({}), validation: [] }, settings)).toThrow(
    new RangeError("realRows: validation has 0 rows, expected some"),
  );
  expect(() => realRows(dataset({ a: examples("a", 3), b: examples("b", 3) }), settings, "c")).toThrow(
    new RangeError("syntheticSets: chosen is c, expected one of a, b"),
  );
});
