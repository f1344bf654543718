/** @file Temperature scaling: by hand, against known truths, and at its limits. */
import { expect, test } from "vitest";
import { fitTemperature, temperedProbabilities } from "../../src/evaluation/fitTemperature";
import { logLoss } from "../../src/evaluation/logLoss";
import { stream } from "../../src/random/stream";

const logSoftmax = (logits: readonly number[]) => temperedProbabilities(logits, 1).map(Math.log);

test("probabilities 4/5 and 1/5 become 2/3 and 1/3 at temperature 2", () => {
  const [first, second] = temperedProbabilities([Math.log(4 / 5), Math.log(1 / 5)], 2);
  expect(first).toBeCloseTo(2 / 3, 14);
  expect(second).toBeCloseTo(1 / 3, 14);
});

test("logits 2 and 0 that are right three times of four want 2 / log 3", () => {
  const rows = new Array(4).fill(logSoftmax([2, 0]));
  expect(fitTemperature(rows, [0, 0, 0, 1])).toBeCloseTo(2 / Math.log(3), 4);
});

test("labels drawn from softmax(z / 2.5) give 2.5 back, and no other temperature has less loss", () => {
  const random = stream(5, "temperature");
  const rows = Array.from({ length: 4000 }, () => logSoftmax([0, 1, 2].map(() => 6 * random.uniform())));
  const actual = rows.map((row) => {
    const [first, second] = temperedProbabilities(row, 2.5);
    const drawn = random.uniform();
    return drawn < first ? 0 : drawn < first + second ? 1 : 2;
  });
  const temperature = fitTemperature(rows, actual);
  expect(temperature).toBeGreaterThan(2.2);
  expect(temperature).toBeLessThan(2.8);
  const lossAt = (at: number) =>
    logLoss(
      rows.map((row) => temperedProbabilities(row, at).map(Math.log)),
      actual,
    );
  for (const other of [0.9, 0.99, 1.01, 1.1]) {
    expect(lossAt(temperature)).toBeLessThan(lossAt(other * temperature));
  }
});

test("one that is always right is made as sure as allowed, one that is always wrong as unsure", () => {
  const row = logSoftmax([1, 0]);
  expect(fitTemperature([row, row], [0, 0])).toBeCloseTo(1 / 20, 4);
  expect(fitTemperature([row, row], [1, 1])).toBeCloseTo(20, 2);
});

test("a temperature of 0, and lists that do not fit, are refused", () => {
  expect(() => temperedProbabilities([0], 0)).toThrow(
    new RangeError("temperedProbabilities: temperature is 0, expected a number above 0"),
  );
  expect(() => fitTemperature([logSoftmax([1, 0])], [0, 1])).toThrow(RangeError);
});
