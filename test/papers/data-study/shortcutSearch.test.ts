import { expect, test } from "vitest";
import { comparedTable, comparedWords, wordReadings } from "../../../src/papers/data-study/shortcutSearch";

/** So many texts of these words. */
const texts = (count: number, text: string, label: string) => Array(count).fill({ text, label });
const labels = ["sea", "sky"];
const classifier = { epochs: 20, learningRate: 0.5, decay: 1e-3 };
const study = { tasks: [{ labels }], settings: { classifier } } as unknown as Parameters<
  typeof wordReadings
>[0];

/** "surely" gives the sea away among generated texts and nothing among real ones; "reef" does in both. */
const generated = [
  ...texts(70, "a reef surely", "sea"),
  ...texts(10, "a reef", "sea"),
  ...texts(75, "a star", "sky"),
  ...texts(5, "a star reef", "sky"),
];
const real = [
  ...texts(9, "a reef surely", "sea"),
  ...texts(21, "a reef", "sea"),
  ...texts(11, "a star surely", "sky"),
  ...texts(24, "a star", "sky"),
];

test("a word of one label among generated texts only is a suspect, beside its association in both sets", () => {
  const words = comparedWords(generated, real, 3);
  expect(words.map(({ word, set, suspect }) => [word, set, suspect])).toEqual([
    ["surely, sea", "generated", true],
    ["surely, sea", "real", true],
    ["star, sky", "generated", false],
    ["star, sky", "real", false],
    ["reef, sea", "generated", false],
    ["reef, sea", "real", false],
  ]);
  const [inGenerated, inReal] = words;
  expect(inGenerated.low).toBeGreaterThan(inReal.high);
  expect(inReal).toMatchObject({ within: 9, outside: 11 });
});

test("the table has a line for each word, with both intervals and its suspicion", () => {
  const lines = String(comparedTable(comparedWords(generated, real, 2), "words")).split("\n");
  expect(lines.find((line) => line.includes("surely"))).toMatch(
    /surely \| sea +\| +70 of it, 0 others \| +\+7\.0 \[\+\S+, \+\S+\] \| +−0\.1 \[−\S+, \+\S+\] \| yes/,
  );
  expect(lines.filter((line) => line.includes("star"))).toHaveLength(1);
});

test("no more words are compared than asked for, suspects before others", () => {
  expect(new Set(comparedWords(generated, real, 2).map(({ word }) => word))).toEqual(
    new Set(["surely, sea", "star, sky"]),
  );
});

test("a classifier of generated texts is surest, against one of real texts, of the shortcut", async () => {
  const readings = await wordReadings(study, generated, real, 1);
  expect(readings[0]).toMatchObject({ word: "surely", label: "sea" });
  expect(readings[0].generated).toBeGreaterThan(0.9);
  expect(readings[0].real).toBeLessThan(0.6);
  expect(readings[0].gap).toBe(readings[0].generated - readings[0].real);
  const ofReef = readings.find(({ word, label }) => word === "reef" && label === "sea")!;
  expect(ofReef.gap).toBeLessThan(0.3);
});

test("probabilities of a word over the labels sum to 1, and words that one set hardly has are not asked about", async () => {
  const rare = [...real, ...texts(2, "a whale", "sea")];
  const readings = await wordReadings(study, [...generated, ...texts(9, "a whale", "sea")], rare, 1);
  expect(readings.map(({ word }) => word)).not.toContain("whale");
  const ofStar = readings.filter(({ word }) => word === "star");
  expect(ofStar.reduce((sum, { real: p }) => sum + p, 0)).toBeCloseTo(1, 10);
});
