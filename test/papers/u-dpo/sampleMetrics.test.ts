import { expect, test } from "vitest";
import type { Generated } from "../../../src/generation/runningSample";
import { sampleMetrics } from "../../../src/papers/u-dpo/sampleMetrics";

const prompts = [
  {
    label: "a",
    demonstrations: ["One two.", "Three four."],
    prompt: promptOf("Field a. One two. Three four."),
  },
  { label: "b", demonstrations: ["Five.", "Six."], prompt: promptOf("Write p q r s t and x y z.") },
];

function promptOf(text: string) {
  return { template: "any", system: [], user: [{ text }] };
}

function sample(
  prompt: number,
  text: string,
  logProbs: number[],
  finish: Generated["finish"] = "stop token",
) {
  return { prompt, sample: 0, tokens: logProbs.map(() => 0), text, logProbs, finish };
}

/** Three texts for the first prompt, one for the second: the first repeats a demonstration, the third the second. */
const generated = [
  sample(0, "One two.", [-1, -2, -3]),
  sample(0, " x y z", [-4]),
  sample(0, "x y z ", [0, 0], "length"),
  sample(1, "x y z", [-5, -5]),
];

const judge = (text: string, label: string) => ({ fidelity: label === "a" ? 1 : 0, size: text.length });

test("a repeat equals a demonstration or an earlier text of its own prompt, white space at the ends aside", () => {
  expect(sampleMetrics(prompts, generated, judge).repeats).toBe(2 / 4);
});

test("texts without a word are counted as empty, and not as repeats of each other", () => {
  const blank = [sample(0, " \n", [-1]), sample(0, "", [-1]), sample(1, "x y", [-1]), sample(1, "x y", [-1])];
  const metrics = sampleMetrics(prompts, blank, judge);
  expect(metrics.empty).toBe(2 / 4);
  expect(metrics.repeats).toBe(1 / 4);
});

test("distinct2 is within a prompt, then averaged over prompts of unequal size", () => {
  // "one two", "two .", "x y", "y z", "x y", "y z": 4 of 6; then 2 of 2.
  expect(sampleMetrics(prompts, generated, judge).distinct2).toBeCloseTo((4 / 6 + 1) / 2, 12);
});

test("meanLogProb is over tokens, not over texts; what judge says is over texts", () => {
  const metrics = sampleMetrics(prompts, generated, judge);
  expect(metrics.meanLogProb).toBeCloseTo(-20 / 8, 12);
  expect(metrics.tokens).toBe(2);
  expect(metrics.cut).toBe(1 / 4);
  expect(metrics.fidelity).toBe(3 / 4);
  expect(metrics.size).toBe((8 + 5 + 5 + 5) / 4);
});

test("copied counts runs of five words that stand in the prompt of the text, instructions included", () => {
  const copies = [
    sample(0, "write p q r s t", [-1]),
    sample(1, "p q r s t u v", [-1]),
    sample(1, "x y z", [-1]),
  ];
  // The first prompt has none of them; of the second text's three runs one is in the second prompt.
  expect(sampleMetrics(prompts, copies, judge).copied).toBeCloseTo((0 + 1 / 3 + 0) / 3, 12);
});

test("texts without two words have no variety to average, and no texts at all are refused", () => {
  const one = [sample(0, "x y", [-1]), sample(1, "x", [-1])];
  expect(sampleMetrics(prompts, one, () => ({})).distinct2).toBe(1);
  expect(() => sampleMetrics(prompts, [sample(0, "", [])], judge)).toThrow(
    new RangeError("sampleMetrics: no text has a token, expected some"),
  );
});
