import { expect, test } from "vitest";
import { conflictingPrompts } from "../../../src/papers/data-study/conflictingPrompts";
import { stream } from "../../../src/random/stream";

const shown = ["a1", "a2", "b1", "b2", "c1"].map((text) => ({ text, label: text[0] }));

test("the label is named, the texts are all of another one", () => {
  const scene = { labels: ["a", "b"], shown, apart: 1 };
  const prompts = conflictingPrompts(4, 2, scene, stream(1, "conflict"));
  expect(prompts.map(({ label, shownField }) => `${label} ${shownField}`)).toEqual([
    "a b",
    "b a",
    "a b",
    "b a",
  ]);
  for (const { shownField, demonstrations } of prompts) {
    expect([...demonstrations].sort()).toEqual([`${shownField}1`, `${shownField}2`]);
  }
});

test("too few texts, and texts of the label itself, are refused", () => {
  const scene = { labels: ["a", "b", "c"], shown, apart: 1 };
  expect(() => conflictingPrompts(3, 2, scene, stream(1, "conflict"))).toThrow(
    "conflictingPrompts: c has 1 texts to show, expected at least 2",
  );
  expect(() => conflictingPrompts(3, 1, { ...scene, apart: 6 }, stream(1, "conflict"))).toThrow(
    "conflictingPrompts: apart is 6, expected no multiple of 3",
  );
});
