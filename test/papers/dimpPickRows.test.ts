import { expect, test } from "vitest";
import { disposeTree } from "../../src/engine/tensorTree";
import { bertConfig } from "../../src/models/encoderConfig";
import { meanOfParts, noisyRows } from "../../src/papers/dimp/noisyRows";
import { pickRows } from "../../src/papers/dimp/pickRows";
import { stream } from "../../src/random/stream";
import { tokenInputs } from "../../src/training/classifierInputs";

const config = bertConfig({ hiddenSize: 8, layers: 1, heads: 2, maxPositions: 8, vocabularySize: 50 });
/** Text i is the token 10 + i, once for an even i and twice for an odd one. */
const encodings = Array.from({ length: 11 }, (_, i) => {
  const ids = i % 2 ? [10 + i, 10 + i] : [10 + i];
  return { ids, typeIds: ids.map(() => 0) };
});
const labels = encodings.map((_, i) => i % 4);
const list = { inputs: tokenInputs(config, encodings), labels };

test("pickRows gives the texts and labels at the places, one of them twice", () => {
  const picked = pickRows(list, [7, 2, 7]);
  expect(picked.labels).toEqual([3, 2, 3]);
  expect(picked.inputs.encodings.map(({ ids }) => ids[0])).toEqual([17, 12, 17]);
  const batch = picked.inputs.batch({ rows: [2, 1], weights: [1, 1], length: 4 });
  expect("ids" in batch && Array.from(batch.ids.dataSync())).toEqual([17, 17, 0, 0, 12, 0, 0, 0]);
  disposeTree(batch);
});

test("pickRows refuses a place that is not in the list", () => {
  expect(() => pickRows(list, [3, 11])).toThrow(
    new RangeError("pickRows: place is 11, expected one of 11 texts, from 0"),
  );
});

test("noisyRows are a third as they were, a third with another label, and the rest twice", () => {
  const { data, parts } = noisyRows(list, 4, stream(0, "noise"));
  const count = (part: string) => parts.filter((name) => name === part).length;
  // Eleven texts: three, three, and five copied.
  expect([count("original"), count("swapped"), count("duplicated")]).toEqual([3, 3, 10]);
  const texts = data.inputs.encodings.map(({ ids }) => ids[0] - 10);
  for (const [i, text] of texts.entries()) {
    const isSwapped = parts[i] === "swapped";
    expect(data.labels[i] === labels[text]).toBe(!isSwapped);
    expect(texts.filter((other) => other === text)).toHaveLength(parts[i] === "duplicated" ? 2 : 1);
  }
  expect(new Set(texts).size).toBe(11);
});

test("noisyRows follow the stream: the same for the same, another for another", () => {
  const textsOf = (seed: number) =>
    noisyRows(list, 4, stream(seed, "noise")).data.inputs.encodings.map(({ ids }) => ids[0]);
  expect(textsOf(1)).toEqual(textsOf(1));
  expect(textsOf(1)).not.toEqual(textsOf(2));
});

test("noisyRows refuse too few texts and a single class", () => {
  const two = pickRows(list, [0, 1]);
  expect(() => noisyRows(two, 4, stream(0, "noise"))).toThrow(
    new RangeError("noisyRows: clean has 2 texts, expected at least 3"),
  );
  expect(() => noisyRows(list, 1, stream(0, "noise"))).toThrow(
    new RangeError("noisyRows: classes is 1, expected at least 2"),
  );
});

test("meanOfParts takes each part's own mean", () => {
  const parts = ["original", "swapped", "duplicated", "duplicated", "duplicated"] as const;
  expect(meanOfParts([1, 5, 2, 3, 7], parts)).toEqual({ original: 1, swapped: 5, duplicated: 4 });
});
