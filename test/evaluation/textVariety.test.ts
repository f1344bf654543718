import { expect, test } from "vitest";
import { textVariety } from "../../src/evaluation/textVariety";

test("textVariety by hand: one of four triples comes again, three of five pairs differ", () => {
  expect(textVariety(["a b c a b c"])).toEqual({ repetition: 0.25, distinct2: 0.6 });
});

test("repetition is within texts, distinct2 across them", () => {
  expect(textVariety(["a b c d", "a b c d"])).toEqual({ repetition: 0, distinct2: 0.5 });
});

test("texts too short for triples or pairs repeat nothing and have no variety", () => {
  expect(textVariety(["", "word"])).toEqual({ repetition: 0, distinct2: 0 });
});

test("textVariety refuses no texts at all", () => {
  expect(() => textVariety([])).toThrow(RangeError);
});
