import { expect, test } from "vitest";
import { createDistribution } from "../../../src/data/world/worldDistribution";
import { pageLaw } from "../../../src/papers/world/pageLaw";
import { type ReadingKnobs, readingKnobs } from "../../../src/papers/world/readingKnobs";
import { type WorldPrompt, worldPromptText } from "../../../src/papers/world/worldPrompt";
import { stream } from "../../../src/random/stream";
import { promptMethods } from "../../../src/text/prompts/promptMethods";
import { noisyKnobs, smallGrammar, smallTexts } from "../../data/world/smallWorld";

const knobs: ReadingKnobs = { ...readingKnobs, texts: noisyKnobs, focus: 0.6, topicSlip: 0.2 };
const law = pageLaw(smallGrammar, knobs);
const texts = smallTexts();
const shown = ["Frost grew.", "We saw carp and silt."];
const prompts: WorldPrompt[] = [
  { label: "lakes", demonstrations: [] },
  { label: "dunes", topic: "heat", demonstrations: [] },
  { label: "lakes", demonstrations: shown.slice(0, 1) },
  { label: "seas", demonstrations: shown },
];

test.each(prompts)("the probabilities of all texts after a prompt sum to 1 %j", (prompt) => {
  const sum = texts.reduce((total, text) => total + Math.exp(law.logText(prompt, text)), 0);
  expect(sum).toBeCloseTo(1, 9);
});

test("after the class alone a text has the probability that the world gives it under the label", () => {
  const of = createDistribution(smallGrammar, noisyKnobs);
  for (const text of texts.slice(0, 200)) {
    expect(law.logText(prompts[0], text)).toBeCloseTo(of.logLikelihood(text, "lakes"), 9);
  }
});

test("the order of demonstrations changes nothing, and without focus they do not matter", () => {
  const [a, b] = shown;
  const text = "Carp grew.";
  const ab = law.logText({ label: "seas", demonstrations: [a, b] }, text);
  expect(law.logText({ label: "seas", demonstrations: [b, a] }, text)).toBeCloseTo(ab, 12);
  const apart = pageLaw(smallGrammar, { ...knobs, focus: 0 });
  const bare = apart.logText({ label: "seas", demonstrations: [] }, text);
  expect(apart.logText({ label: "seas", demonstrations: [a, b] }, text)).toBeCloseTo(bare, 9);
  expect(Math.abs(ab - bare)).toBeGreaterThan(0.1);
});

test.each(prompts)("texts are written as often as they are probable %j", (prompt) => {
  const random = stream(3, "pageLaw");
  const count = 4000;
  const written = Array.from({ length: count }, () => law.sampleText(prompt, random));
  // Texts with frost: a share with a standard error below .008.
  const probable = texts.filter((text) => /frost/i.test(text));
  const expected = probable.reduce((total, text) => total + Math.exp(law.logText(prompt, text)), 0);
  const share = written.filter((text) => /frost/i.test(text)).length / count;
  expect(Math.abs(share - expected)).toBeLessThan(0.03);
});

test("a page's probability is that of its form, wording, label and texts", () => {
  const page = {
    wording: 1,
    prompt: { label: "lakes", demonstrations: shown.slice(0, 1) },
    text: "Carp grew.",
  };
  const { methods, wordings } = knobs;
  const total = Object.values(methods).reduce((sum, weight) => sum + weight, 0);
  const wordingTotal = wordings.reduce((sum, weight) => sum + weight, 0);
  const head = Math.log(methods["one-shot"] / total) + Math.log(wordings[1] / wordingTotal) - Math.log(5);
  const first = law.logText({ label: "lakes", demonstrations: [] }, shown[0]);
  expect(law.logPage(page)).toBeCloseTo(head + first + law.logText(page.prompt, page.text), 9);
});

test("sampled pages have the surprise that their law says on average", () => {
  // E[Q(page) / P(page)] = 1 for any law Q on the same pages: here that of another focus.
  const other = pageLaw(smallGrammar, { ...knobs, focus: 0.5 });
  const random = stream(8, "pages");
  const ratios = Array.from({ length: 3000 }, () => {
    const page = law.sample(random);
    return Math.exp(other.logPage(page) - law.logPage(page));
  });
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  expect(Math.abs(mean - 1)).toBeLessThan(0.02);
});

test("every way to ask can be asked for and is told from the prompt's words", () => {
  const random = stream(1, "forms");
  for (const form of Object.keys(promptMethods) as (keyof typeof promptMethods)[]) {
    const { prompt } = law.sample(random, form);
    expect(prompt.demonstrations.length).toBe(promptMethods[form].demonstrations);
    expect(worldPromptText(prompt).split("\n").length).toBe(
      2 + prompt.demonstrations.length + (prompt.topic === undefined ? 0 : 1),
    );
  }
});

test("pageLaw refuses labels, topics and numbers of demonstrations that it does not know", () => {
  expect(() => law.logText({ label: "moons", demonstrations: [] }, "Carp grew.")).toThrow(
    new RangeError('pageLaw: label is "moons", expected one of lakes, seas, dunes, steppes, hills'),
  );
  expect(() => law.logText({ label: "seas", topic: "ice", demonstrations: [] }, "Carp grew.")).toThrow(
    new RangeError('pageLaw: topic is "ice", expected one of tides, depths'),
  );
  expect(() => worldPromptText({ label: "seas", demonstrations: ["a", "b", "c", "d"] })).toThrow(
    "methodOf: prompt has 4 demonstrations, expected one of zero-shot",
  );
});
