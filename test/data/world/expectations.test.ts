import { expect, test } from "vitest";
import { logJointRatio, logPosteriorRatio } from "../../../src/data/world/densityRatio";
import {
  bayesAccuracy,
  conditionalDivergence,
  conditionalEntropy,
} from "../../../src/data/world/expectations";
import { createDistribution } from "../../../src/data/world/worldDistribution";
import { stream } from "../../../src/random/stream";
import { noisyKnobs, smallGrammar, smallKnobs, smallTexts } from "./smallWorld";

const texts = smallTexts();
const { labels } = smallGrammar;
const real = createDistribution(smallGrammar, smallKnobs);
const generated = createDistribution(smallGrammar, {
  ...noisyKnobs,
  classPrior: [0.1, 0.1, 0.2, 0.3, 0.3],
  wordZipf: 1.6,
  templateZipf: 1,
});

/** Σ P(x, y) value(x, y) over all texts and labels. */
function listedExpectation(of: typeof real, value: (text: string, label: string) => number): number {
  let sum = 0;
  for (const text of texts) {
    for (const label of labels) sum += Math.exp(of.logProb(text, label)) * value(text, label);
  }
  return sum;
}

test("the Bayes accuracy of a sample is the listed one within four standard errors", () => {
  for (const of of [real, generated]) {
    const listed = listedExpectation(of, (text) => Math.max(...of.posterior(text)));
    const { mean, standardError } = bayesAccuracy(of, 4000, stream(1, "bayes"));
    expect(Math.abs(mean - listed)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.01);
  }
});

test("the share of right answers of the Bayes classifier is its listed accuracy within four standard errors", () => {
  const listed = listedExpectation(generated, (text) => Math.max(...generated.posterior(text)));
  const sample = generated.sample(8000, stream(2, "right"));
  const right = sample.filter(({ text, label }) => {
    const posterior = generated.posterior(text);
    return labels[posterior.indexOf(Math.max(...posterior))] === label;
  });
  const error = Math.sqrt((listed * (1 - listed)) / sample.length);
  expect(Math.abs(right.length / sample.length - listed)).toBeLessThan(4 * error);
});

test("label noise lowers the Bayes accuracy", () => {
  const noisy = createDistribution(smallGrammar, noisyKnobs);
  const [clean, dirty] = [real, noisy].map((of) => bayesAccuracy(of, 2000, stream(3, "noise")));
  expect(dirty.mean + 4 * dirty.standardError).toBeLessThan(clean.mean - 4 * clean.standardError);
});

test("the conditional entropy of a sample is the listed one within four standard errors", () => {
  const listed = listedExpectation(real, (text, label) => -real.logPosterior(text, label));
  const { mean, standardError } = conditionalEntropy(real, 4000, stream(4, "entropy"));
  expect(Math.abs(mean - listed)).toBeLessThan(4 * standardError);
});

test("the conditional divergence of a sample is the listed one within four standard errors, both ways", () => {
  for (const [from, to] of [
    [real, generated],
    [generated, real],
  ]) {
    const listed = listedExpectation(from, (text, label) => logPosteriorRatio(from, to, text, label));
    const { mean, standardError } = conditionalDivergence(from, to, 4000, stream(5, "divergence"));
    expect(Math.abs(mean - listed)).toBeLessThan(4 * standardError);
    expect(listed).toBeGreaterThan(0.1);
  }
});

test("the divergence of a distribution from itself is 0", () => {
  expect(conditionalDivergence(real, real, 200, stream(6, "itself"))).toEqual({ mean: 0, standardError: 0 });
});

test("expectations name a count that is too small", () => {
  expect(() => bayesAccuracy(real, 1, stream(7, "one"))).toThrow(
    new RangeError("expectation: count is 1, expected a whole number from 2"),
  );
});

test("the joint density ratio has the expectation 1 under the generated world", () => {
  const mean = listedExpectation(generated, (text, label) =>
    Math.exp(logJointRatio(real, generated, text, label)),
  );
  expect(mean).toBeCloseTo(1, 9);
});

test("density ratios between a distribution and itself are 1", () => {
  expect(logJointRatio(real, real, "Krill grew.", "seas")).toBe(0);
  expect(logPosteriorRatio(real, real, "Krill grew.", "seas")).toBe(0);
});

test("the weight of IMP is high for a label that fits the text and low for a wrong one", () => {
  const uniform = { ...smallKnobs, classPrior: undefined };
  const clean = createDistribution(smallGrammar, uniform);
  const noisy = createDistribution(smallGrammar, { ...uniform, labelNoise: 0.3, noiseToPartner: 0.6 });
  expect(logPosteriorRatio(clean, noisy, "Ferns grew.", "hills")).toBeGreaterThan(0.1);
  expect(logPosteriorRatio(clean, noisy, "Ferns grew.", "lakes")).toBeLessThan(-1);
});

test("the posterior ratio is the joint ratio less the log of how likely the text is", () => {
  const text = "We saw gusts and surf.";
  const marginal = (of: typeof real) => {
    return Math.log(labels.reduce((sum, label) => sum + Math.exp(of.logProb(text, label)), 0));
  };
  const expected = logJointRatio(real, generated, text, "dunes") - (marginal(real) - marginal(generated));
  expect(logPosteriorRatio(real, generated, text, "dunes")).toBeCloseTo(expected, 10);
});
