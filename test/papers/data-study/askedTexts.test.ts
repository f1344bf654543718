import { expect, test } from "vitest";
import { askedTexts } from "../../../src/papers/data-study/askedTexts";
import { stream } from "../../../src/random/stream";

const asking = {
  labels: ["a", "b"],
  shown: [..."xyz"].map((text) => ({ text, label: "a" })).concat([{ text: "w", label: "b" }]),
  topics: { a: ["t", "u"], b: ["v"] },
};

test("labels come in turn, topics from the label's list", () => {
  const prompts = askedTexts("zero-shot topic", 40, asking, stream(1, "asked"));
  expect(prompts.map(({ label }) => label).slice(0, 4)).toEqual(["a", "b", "a", "b"]);
  const topics = new Set(prompts.filter(({ label }) => label === "a").map(({ topic }) => topic));
  expect(topics).toEqual(new Set(["t", "u"]));
  expect(prompts.every(({ demonstrations }) => demonstrations.length === 0)).toBe(true);
});

test("demonstrations are different texts of the label", () => {
  const prompts = askedTexts("few-shot 3", 1, asking, stream(1, "asked"));
  expect([...prompts[0].demonstrations].sort()).toEqual(["x", "y", "z"]);
});

test("a label without enough texts or topics is refused", () => {
  expect(() => askedTexts("few-shot 3", 2, asking, stream(1, "asked"))).toThrow(
    "askedExamples: b has 1 texts to show, expected at least 3 for few-shot 3",
  );
  expect(() => askedTexts("zero-shot topic", 1, { ...asking, topics: {} }, stream(1, "asked"))).toThrow(
    "askedExamples: a has 0 topics, expected at least 1 for zero-shot topic",
  );
});
