import { expect, test } from "vitest";
import { descend, emptyClassifier, logProbsOf, wordReader } from "../../src/models/linearClassifier";
import { crossEntropyOn, oneStepGains } from "../../src/papers/dimp/oneStepGains";

const texts = ["red green", "green blue blue", "red"];
const reader = wordReader(texts);
const rows = texts.map((text) => reader.read(text));
const labels = [0, 2, 1];
const wanted = labels.map((label) => [0, 1, 2].map((c) => (c === label ? 1 : 0)));
const some = () => descend(descend(emptyClassifier(3, 3), rows, labels, 2), rows.slice(1), [0, 2], 3);

test("wordReader counts words, passes over unknown ones, and gives rows of length 1", () => {
  expect(reader.size).toBe(3);
  const { words, values } = reader.read("Blue, blue. green? violet");
  expect([...words]).toEqual([2, 1]);
  expect([...values].map((value) => value * Math.sqrt(5))).toEqual([2, 1].map((n) => expect.closeTo(n, 12)));
  expect(reader.read("violet").words).toHaveLength(0);
});

test("an empty classifier finds all classes alike", () => {
  for (const log of logProbsOf(emptyClassifier(3, 3), rows[0])) expect(log).toBeCloseTo(-Math.log(3), 12);
});

test("descend goes against the gradient of the mean cross entropy, found by finite differences", () => {
  const before = some();
  const after = descend(before, rows, labels, 1e-3);
  const loss = (weights: Float64Array) => crossEntropyOn({ classes: 3, weights }, { rows, wanted });
  for (let i = 0; i < before.weights.length; i++) {
    const [up, down] = [1e-5, -1e-5].map((change) => {
      const weights = before.weights.slice();
      weights[i] += change;
      return loss(weights);
    });
    expect((before.weights[i] - after.weights[i]) / 1e-3).toBeCloseTo((up - down) / 2e-5, 6);
  }
});

test("oneStepGains are what taking each step and measuring anew gives, with soft labels too", () => {
  const classifier = some();
  const target = { rows, wanted: [[0.7, 0.2, 0.1], ...wanted.slice(1)] };
  const gains = oneStepGains(classifier, { rows, labels }, target, 0.8);
  for (const [i, gain] of gains.entries()) {
    const stepped = descend(classifier, [rows[i]], [labels[i]], 0.8);
    expect(gain).toBeCloseTo(crossEntropyOn(classifier, target) - crossEntropyOn(stepped, target), 12);
  }
  expect(new Set(gains).size).toBe(3);
});

test("a point with a label that the target contradicts does harm", () => {
  const [gain] = oneStepGains(
    emptyClassifier(3, 3),
    { rows: [rows[0]], labels: [2] },
    { rows: [rows[0]], wanted: [wanted[0]] },
    1,
  );
  expect(gain).toBeLessThan(0);
});

test("oneStepGains refuse a target without texts", () => {
  expect(() => oneStepGains(some(), { rows, labels }, { rows: [], wanted: [] }, 1)).toThrow(
    new RangeError("oneStepGains: target has 0 rows, expected some"),
  );
});
