import { expect, test } from "vitest";
import { pairsOf } from "../../../src/papers/data-study/pairsOf";
import { stream } from "../../../src/random/stream";

test("two texts by hand: shared words with both before them, others with one", () => {
  const texts = [
    { text: "Coral reef.", label: "sea" },
    { text: "Reef fish", label: "sea" },
    { text: "A star", label: "sky" },
    { text: "A comet", label: "sky" },
  ];
  const pairs = pairsOf(texts, stream(1, "pairs"));
  expect(pairs).toHaveLength(4);
  const words = pairs.map(({ text }) => text.split(" ").sort().join(" "));
  const ofOneField = ["bothreef onecoral onefish", "botha onecomet onestar"];
  pairs.forEach(({ label }, at) => {
    expect(label === "same field").toBe(ofOneField.includes(words[at]));
  });
});

test("half of many pairs are of one field, whatever the fields' sizes", () => {
  const texts = [...Array(40).keys()].map((at) => ({ text: `word${at}`, label: at < 30 ? "many" : "few" }));
  const pairs = pairsOf(texts, stream(2, "pairs"));
  expect(pairs.filter(({ label }) => label === "same field")).toHaveLength(20);
});

test("a field with one text cannot have a pair", () => {
  const alone = [{ text: "a", label: "one" }];
  expect(() => pairsOf(alone, stream(1, "pairs"))).toThrow("pairsOf: one has no second text, expected one");
});
