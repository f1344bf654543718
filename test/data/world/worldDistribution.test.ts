import { expect, test } from "vitest";
import { realWorld } from "../../../src/data/world/settings";
import { createDistribution, type WorldDistribution } from "../../../src/data/world/worldDistribution";
import type { WorldKnobs } from "../../../src/data/world/worldKnobs";
import { stream } from "../../../src/random/stream";
import { noisyKnobs, smallGrammar, smallKnobs, smallTexts } from "./smallWorld";

const texts = smallTexts();
const clean = createDistribution(smallGrammar, smallKnobs);
const noisy = createDistribution(smallGrammar, noisyKnobs);
const { labels } = smallGrammar;

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const total = (of: WorldDistribution, label: string) => {
  return sum(texts.map((text) => Math.exp(of.logProb(text, label))));
};

test("the small world has 24 words and 27,072 different texts", () => {
  expect(smallGrammar.words).toHaveLength(24);
  expect(new Set(texts).size).toBe(24 + 24 * 23 + 2 * 24 * 24 * 23);
});

const settings: [string, WorldKnobs][] = [
  ["without noise", smallKnobs],
  ["with label noise", noisyKnobs],
  [
    "with dropped words",
    { ...smallKnobs, droppedWords: 0.4, sentenceTypes: { topic: 0.6, shared: 0, partner: 0.4, generic: 0 } },
  ],
  ["with the knobs of the real world", { ...realWorld, sentenceCounts: { 1: 1, 2: 2 } }],
];

test.each(settings)("probabilities of all texts and labels sum to 1 %s", (_, knobs) => {
  const of = createDistribution(smallGrammar, knobs);
  const sums = labels.map((label) => total(of, label));
  expect(Math.abs(sum(sums) - 1)).toBeLessThan(1e-9);
  const prior = knobs.classPrior ?? labels.map(() => 1 / labels.length);
  for (const [i, value] of sums.entries()) expect(Math.abs(value - prior[i])).toBeLessThan(1e-9);
});

test("the probability of a text equals the one found by hand", () => {
  // One sentence (3/4) of the first template (1 / (1 + 2^-.5)), of the generic kind, whose one place holds the
  // second of three words: 2^-.8 / (1 + 2^-.8 + 3^-.8). All classes write it alike.
  const of = createDistribution(smallGrammar, {
    ...smallKnobs,
    sentenceTypes: { topic: 0, shared: 0, partner: 0, generic: 1 },
  });
  const word = 2 ** -0.8 / (1 + 2 ** -0.8 + 3 ** -0.8);
  const expected = 0.75 * (1 / (1 + 2 ** -0.5)) * word;
  expect(of.logLikelihood("Notes grew.", "hills")).toBeCloseTo(Math.log(expected), 9);
  expect(of.logProb("Notes grew.", "hills")).toBeCloseTo(Math.log(0.05 * expected), 9);
  expect(of.posterior("Notes grew.")).toEqual([0.4, 0.3, 0.15, 0.1, 0.05].map((p) => expect.closeTo(p, 9)));
});

const shares: [keyof WorldKnobs["sentenceTypes"], string, string, number][] = [
  // "frost" is the one word of a subtopic that 7 of 10 texts on lakes have.
  ["topic", "Frost", "lakes", 0.65 * 0.7],
  ["topic", "Carp", "lakes", 0.12 / (1 + 2 ** -0.8)],
  ["topic", "Water", "lakes", 0.23],
  ["shared", "Water", "lakes", 0.75],
  ["shared", "Maps", "lakes", 0.25 / (1 + 2 ** -0.8 + 3 ** -0.8)],
  // The partner of seas is lakes; its two subtopics are equally likely, whatever the knobs say of its own texts.
  ["partner", "Frost", "seas", 0.65 / 2],
  ["partner", "Reeds", "seas", (0.65 / 2) * (2 ** -0.8 / (1 + 2 ** -0.8))],
  ["partner", "Carp", "seas", 0.12 / (1 + 2 ** -0.8)],
  ["partner", "Dry air", "hills", 0.23 * (2 ** -0.8 / (1 + 2 ** -0.8))],
  ["generic", "Maps", "seas", 1 / (1 + 2 ** -0.8 + 3 ** -0.8)],
];

test.each(
  shares,
)("%s sentences hold the word %s, of texts on %s, as often as found by hand", (type, word, label, share) => {
  const sentenceTypes = { topic: 0, shared: 0, partner: 0, generic: 0, [type]: 1 };
  const of = createDistribution(smallGrammar, { ...smallKnobs, sentenceTypes });
  const outline = 0.75 / (1 + 2 ** -0.5);
  expect(of.logLikelihood(`${word} grew.`, label)).toBeCloseTo(Math.log(outline * share), 9);
});

test("a word twice in a sentence, or a template twice in a text, is not of the grammar", () => {
  const once = clean.logProb("We saw carp and pike.", "lakes");
  expect(clean.logProb("We saw carp and carp.", "lakes")).toBeLessThan(once - 25);
  expect(clean.logProb("Carp grew. Pike grew.", "lakes")).toBeLessThan(
    clean.logProb("Carp grew.", "lakes") - 25,
  );
});

test("Bayes' rule on log P(x, y), and on log P(x | y) and the prior, gives the posterior", () => {
  for (const of of [clean, noisy]) {
    for (const text of texts.filter((_, i) => i % 97 === 0)) {
      const joints = labels.map((label) => Math.exp(of.logProb(text, label)));
      const products = labels.map(
        (label, i) => smallKnobs.classPrior![i] * Math.exp(of.logLikelihood(text, label)),
      );
      const posterior = of.posterior(text);
      expect(sum(posterior)).toBeCloseTo(1, 12);
      posterior.forEach((value, i) => {
        expect(joints[i] / sum(joints)).toBeCloseTo(value, 12);
        expect(products[i] / sum(products)).toBeCloseTo(value, 12);
        expect(Math.exp(of.logPosterior(text, labels[i]))).toBeCloseTo(value, 12);
      });
    }
  }
});

test("label noise mixes the likelihoods of the classes that a text may have been written from", () => {
  // 0.7 from the class itself, 0.3 * 0.6 from its partner, 0.3 * 0.4 / 3 from each other class.
  for (const text of ["Frost grew.", "We saw stones and krill. Maps grew.", "Yaks grew."]) {
    const [lakes, seas, ...others] = labels.map((label) => Math.exp(clean.logLikelihood(text, label)));
    const expected = 0.7 * lakes + 0.18 * seas + 0.04 * sum(others);
    expect(noisy.logLikelihood(text, "lakes")).toBeCloseTo(Math.log(expected), 10);
  }
});

test("the partner of the last class of a triple is the first one", () => {
  const dominated = createDistribution(smallGrammar, { ...noisyKnobs, labelNoise: 0.5, noiseToPartner: 1 });
  const text = "Lizards grew.";
  const expected =
    0.5 * Math.exp(clean.logLikelihood(text, "hills")) + 0.5 * Math.exp(clean.logLikelihood(text, "dunes"));
  expect(dominated.logLikelihood(text, "hills")).toBeCloseTo(Math.log(expected), 10);
});

test("neutral knobs leave the distribution as it is", () => {
  const neutral = createDistribution(smallGrammar, {
    ...smallKnobs,
    labelNoise: 0,
    noiseToPartner: 0.9,
    droppedWords: 0,
    sentenceCounts: { 1: 6, 2: 2 },
  });
  const even = createDistribution(smallGrammar, { ...realWorld, sentenceCounts: { 1: 1 } });
  const spelledOut = createDistribution(smallGrammar, {
    ...realWorld,
    sentenceCounts: { 1: 1 },
    classPrior: [0.2, 0.2, 0.2, 0.2, 0.2],
    subtopicPrior: [0.5, 0.5],
  });
  for (const text of texts.filter((_, i) => i % 61 === 0)) {
    expect(neutral.logProb(text, "seas")).toBeCloseTo(clean.logProb(text, "seas"), 12);
    expect(spelledOut.logProb(text, "dunes")).toBeCloseTo(even.logProb(text, "dunes"), 12);
  }
});

const oneKnob: [keyof WorldKnobs, Partial<WorldKnobs>][] = [
  ["classPrior", { classPrior: [0.2, 0.2, 0.2, 0.2, 0.2] }],
  ["labelNoise", { labelNoise: 0.1 }],
  ["wordZipf", { wordZipf: 1.5 }],
  ["subtopicPrior", { subtopicPrior: [0.5, 0.5] }],
  ["droppedWords", { droppedWords: 0.4 }],
  ["sentenceTypes", { sentenceTypes: { topic: 0.4, shared: 0.2, partner: 0.2, generic: 0.2 } }],
  ["templateZipf", { templateZipf: 2 }],
  ["sentenceCounts", { sentenceCounts: { 1: 1, 2: 3 } }],
];

test.each(oneKnob)("%s by itself changes what is written", (_, change) => {
  const changed = createDistribution(smallGrammar, { ...smallKnobs, ...change });
  const distances = texts.slice(0, 400).map((text) => {
    return Math.abs(changed.logProb(text, "lakes") - clean.logProb(text, "lakes"));
  });
  expect(Math.max(...distances)).toBeGreaterThan(0.1);
});

test("noiseToPartner changes what is written if there is noise", () => {
  const changed = createDistribution(smallGrammar, { ...noisyKnobs, noiseToPartner: 0.1 });
  expect(changed.logProb("Krill grew.", "lakes")).toBeLessThan(noisy.logProb("Krill grew.", "lakes") - 0.1);
});

test("sampled texts are as frequent as their probabilities say, and not as another distribution's say", () => {
  for (const [of, other] of [
    [clean, noisy],
    [noisy, clean],
  ]) {
    const sample = of.sample(30_000, stream(1, "frequency"));
    expect(Math.abs(chiSquareScore(sample, of))).toBeLessThan(4);
    expect(chiSquareScore(sample, other)).toBeGreaterThan(20);
  }
});

/** How many standard deviations Pearson's statistic of texts and labels is above its expectation. */
function chiSquareScore(sample: readonly { text: string; label: string }[], of: WorldDistribution): number {
  const counts = new Map<string, number>();
  for (const { text, label } of sample)
    counts.set(`${label}|${text}`, (counts.get(`${label}|${text}`) ?? 0) + 1);
  let statistic = 0;
  let cells = 0;
  let rest = { expected: 0, observed: 0 };
  for (const text of texts) {
    for (const label of labels) {
      rest.expected += sample.length * Math.exp(of.logProb(text, label));
      rest.observed += counts.get(`${label}|${text}`) ?? 0;
      if (rest.expected < 8) continue;
      statistic += (rest.observed - rest.expected) ** 2 / rest.expected;
      cells += 1;
      rest = { expected: 0, observed: 0 };
    }
  }
  return (statistic - (cells - 1)) / Math.sqrt(2 * (cells - 1));
}

test("a sampled text carries the class and the subtopic that it was written from", () => {
  const sample = noisy.sample(4000, stream(2, "true label"));
  const kept = sample.filter((text) => text.label === text.trueLabel).length / sample.length;
  expect(Math.abs(kept - 0.7)).toBeLessThan(4 * Math.sqrt((0.7 * 0.3) / sample.length));
  for (const { trueLabel, subtopic } of sample) {
    expect(smallGrammar.subtopics[labels.indexOf(trueLabel)]).toContain(subtopic);
  }
});

test("the same stream gives the same sample, another one another, and a longer sample begins with a shorter", () => {
  const ten = clean.sample(10, stream(3, "a"));
  expect(clean.sample(25, stream(3, "a")).slice(0, 10)).toEqual(ten);
  expect(clean.sample(10, stream(4, "a"))).not.toEqual(ten);
});

test("texts of a label all have it", () => {
  const sample = noisy.sampleOfLabel("hills", 200, stream(5, "hills"));
  expect(new Set(sample.map((text) => text.label))).toEqual(new Set(["hills"]));
  expect(new Set(sample.map((text) => text.trueLabel)).size).toBeGreaterThan(1);
});

test("letter case and spacing do not change a text's probability", () => {
  const expected = clean.logProb("We saw dry air and old maps. Carp grew.", "dunes");
  expect(clean.logProb("we saw Dry Air  and old maps .\ncarp grew .", "dunes")).toBe(expected);
});

const rejected = [
  "",
  "carp",
  "Carp grew",
  "Carp grew. Carp grew. Carp grew. Carp grew. Carp grew.",
  "We saw nothing at all!",
  "grew and grew we saw",
  "Ελληνικά 3.14 \u2028 🐟",
  "carp ".repeat(3000),
];

test.each(rejected)("a text that the grammar rejects has a posterior (%#)", (text) => {
  for (const of of [clean, noisy]) {
    const posterior = of.posterior(text);
    expect(sum(posterior)).toBeCloseTo(1, 12);
    for (const label of labels) expect(Number.isFinite(of.logProb(text, label))).toBe(true);
  }
});

test("a text without any word of the lexicon leaves the prior as it is", () => {
  const posterior = clean.posterior("Nobody came!");
  expect(posterior).toEqual(smallKnobs.classPrior!.map((p) => expect.closeTo(p, 12)));
});

test("a broken sentence tells of its class by its words", () => {
  const posterior = clean.posterior("behold the horses and yaks, they");
  expect(labels[posterior.indexOf(Math.max(...posterior))]).toBe("steppes");
  expect(Math.max(...posterior)).toBeGreaterThan(0.8);
});

test("a class is possible where the generated world has dropped its words", () => {
  const dropped = createDistribution(smallGrammar, { ...smallKnobs, droppedWords: 0.4 });
  expect(Number.isFinite(dropped.logProb("Pike grew.", "lakes"))).toBe(true);
  expect(dropped.sample(3000, stream(6, "dropped")).some(({ text }) => /pike/i.test(text))).toBe(false);
});

test("createDistribution names the knob that is no distribution", () => {
  const make = (change: Partial<WorldKnobs>) => () =>
    createDistribution(smallGrammar, { ...smallKnobs, ...change });
  expect(make({ labelNoise: 1.2 })).toThrow(
    new RangeError("checkKnobs: labelNoise is 1.2, expected a number from 0 to 1"),
  );
  expect(make({ wordZipf: -1 })).toThrow(
    new RangeError("checkKnobs: wordZipf is -1, expected a finite number from 0"),
  );
  expect(make({ subtopicPrior: [0.5, 0.2, 0.3] })).toThrow(
    new RangeError("checkKnobs: subtopicPrior has 3 numbers, expected 2"),
  );
  expect(make({ classPrior: [0.5, 0.5, 0, 0, 0] })).toThrow(
    new RangeError("checkKnobs: classPrior is 0.5, 0.5, 0, 0, 0, expected numbers above 0"),
  );
  expect(make({ sentenceTypes: { topic: 0.5, shared: 0.2, partner: 0.1, generic: 0.1 } })).toThrow(
    new RangeError("checkKnobs: sentenceTypes is 0.5, 0.2, 0.1, 0.1, expected numbers from 0 that sum to 1"),
  );
  expect(make({ sentenceCounts: { 1.5: 1 } })).toThrow(
    new RangeError(
      'checkKnobs: sentenceCounts is {"1.5":1}, expected weights from 0 of whole numbers above 0',
    ),
  );
  expect(make({ sentenceCounts: { 3: 1 } })).toThrow(
    new RangeError("createScore: sentenceCounts has 3, expected at most the 2 templates"),
  );
});

test("a label that is not of the world is refused", () => {
  expect(() => clean.logProb("Carp grew.", "rivers")).toThrow(
    new RangeError(
      'WorldDistribution: label is "rivers", expected one of lakes, seas, dunes, steppes, hills',
    ),
  );
});
