/** @file Accuracy, F1, majority rate and log loss, by hand and against scikit-learn. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { accuracy } from "../../src/evaluation/accuracy";
import { classScores } from "../../src/evaluation/classScores";
import { confusionCounts } from "../../src/evaluation/confusionCounts";
import { logLoss } from "../../src/evaluation/logLoss";
import { macroF1 } from "../../src/evaluation/macroF1";
import { majorityRate } from "../../src/evaluation/majorityRate";

interface Case {
  name: string;
  classes: number;
  predicted: number[];
  actual: number[];
  accuracy: number;
  macroF1: number;
  precision: number[];
  recall: number[];
  f1: number[];
  confusion: number[][];
  logProbs: number[][];
  logLoss: number;
}

const file = join(__dirname, "..", "golden", "evaluation.json");
const cases: Case[] = JSON.parse(readFileSync(file, "utf8")).cases;

for (const golden of cases) {
  test(`accuracy, F1, confusion and log loss equal scikit-learn's: ${golden.name}`, () => {
    const { predicted, actual, classes } = golden;
    expect(accuracy(predicted, actual)).toBe(golden.accuracy);
    expect(macroF1(predicted, actual, classes)).toBeCloseTo(golden.macroF1, 14);
    expect(confusionCounts(predicted, actual, classes)).toEqual(golden.confusion);
    expect(logLoss(golden.logProbs, actual)).toBeCloseTo(golden.logLoss, 13);
    classScores(predicted, actual, classes).forEach((scores, label) => {
      expect(scores.precision).toBeCloseTo(golden.precision[label], 14);
      expect(scores.recall).toBeCloseTo(golden.recall[label], 14);
      expect(scores.f1).toBeCloseTo(golden.f1[label], 14);
    });
  });
}

test("always naming the class of 9 in 10 has accuracy .9 but macro F1 .474 and majority rate 1", () => {
  const predicted = new Array(10).fill(0);
  const actual = [0, 0, 0, 0, 1, 0, 0, 0, 0, 0];
  expect(accuracy(predicted, actual)).toBe(0.9);
  // F1 of the first class is 2 * 9 / (10 + 9), of the other 0.
  expect(macroF1(predicted, actual, 2)).toBeCloseTo(18 / 19 / 2, 15);
  expect(majorityRate(predicted, 2)).toBe(1);
});

test("macroF1 does not change when classes that occur nowhere are added", () => {
  expect(macroF1([0, 1, 1], [0, 1, 0], 50)).toBe(macroF1([0, 1, 1], [0, 1, 0], 2));
});

test("macroF1 counts a class that is predicted but never true as 0", () => {
  // Class 0: 2 * 1 / (1 + 2), class 1: 0.
  expect(macroF1([0, 1], [0, 0], 2)).toBeCloseTo(1 / 3, 15);
});

test("classScores counts what is predicted and what is there", () => {
  const [first, second] = classScores([0, 0, 0, 1], [0, 1, 1, 1], 2);
  expect(first).toEqual({ precision: 1 / 3, recall: 1, f1: 0.5, predicted: 3, actual: 1 });
  expect(second).toEqual({ precision: 1, recall: 1 / 3, f1: 0.5, predicted: 1, actual: 3 });
});

test("majorityRate is the share of the class predicted most, typed arrays included", () => {
  expect(majorityRate(Int32Array.from([2, 0, 2, 2, 1]), 3)).toBe(0.6);
});

test("logLoss of one that knows nothing is the log of the number of classes, of a wrong certainty Infinity", () => {
  const even = new Array(4).fill(-Math.log(4));
  expect(logLoss([even, even], [3, 0])).toBeCloseTo(Math.log(4), 15);
  expect(logLoss([[0, -Infinity]], [1])).toBe(Infinity);
});

test("measures refuse no examples, different lengths, strange classes and what is no log-probability", () => {
  expect(() => accuracy([], [])).toThrow(
    new RangeError("accuracy: predicted has 0 values, expected 1 or more"),
  );
  expect(() => accuracy([1], [1, 0])).toThrow(
    new RangeError("accuracy: actual has 2 values, expected 1 like predicted"),
  );
  expect(() => macroF1([0, 2], [0, 1], 2)).toThrow(
    new RangeError("confusionCounts: predicted has 2 at 1, expected a class from 0 to 1"),
  );
  expect(() => macroF1([0, 1], [0, 0.5], 2)).toThrow(
    new RangeError("confusionCounts: actual has 0.5 at 1, expected a class from 0 to 1"),
  );
  expect(() => majorityRate([0], 0)).toThrow(
    new RangeError("majorityRate: classes is 0, expected a whole number above 0"),
  );
  expect(() => majorityRate([], 2)).toThrow(
    new RangeError("majorityRate: predicted has 0 values, expected 1 or more"),
  );
  expect(() => logLoss([[-1, 0.3]], [1])).toThrow(
    new RangeError("logLoss: logProbs has 0.3 at 0, 1, expected a log-probability"),
  );
  expect(() => logLoss([[-1, -1]], [2])).toThrow(
    new RangeError("logLoss: actual has 2 at 0, expected a class from 0 to 1"),
  );
});
