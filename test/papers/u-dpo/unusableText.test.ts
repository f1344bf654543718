/** @file Which generated texts are used. */
import { expect, test } from "vitest";
import { unusableText } from "../../../src/papers/u-dpo/unusableText";

const shown = ["We study the growth of corals in warm water. Reefs recover slowly after heat."];
const sound = "We ask how reefs react to heat, and find that most corals survive one bad summer.";

test("a text of its own words is usable, though it shares some with its prompt", () => {
  expect(unusableText(sound, shown)).toBeUndefined();
});

test("fewer than eight words and marks are a fragment; none with a letter are empty", () => {
  expect(unusableText("Seven words and marks in all.", shown)).toBe("short");
  expect(unusableText("Seven words and marks in this one.", shown)).toBeUndefined();
  expect(unusableText(" 1, 2. ", shown)).toBe("empty");
});

test("a demonstration is a copy, up to case and spaces, and half of one has copied words", () => {
  expect(unusableText(shown[0].toUpperCase(), shown)).toBe("copy");
  expect(unusableText("We study the growth of corals in warm water, at depth.", shown)).toBe("copied words");
  expect(unusableText("We study the growth of corals in warm water, at depth.", [])).toBeUndefined();
});

test("a text that goes round in circles is a loop", () => {
  expect(unusableText("the reef and the sea and the reef and the sea and the reef and the sea", [])).toBe(
    "loop",
  );
});
