import { expect, test } from "vitest";
import { logWeightAgreement, logWeightBins } from "../../src/papers/dimp/logWeightAgreement";
import { smallScheduleFor } from "../../src/papers/dimp/smallScheduleFor";

const exact = [-2, 0.5, 0.1, -0.4, 0.2];

test("weights that are the exact ones have slope 1, correlation 1 and no error", () => {
  const { rankCorrelation, correlation, slope, meanError, rmsError } = logWeightAgreement(exact, exact);
  for (const one of [rankCorrelation, correlation, slope]) expect(one).toBeCloseTo(1, 12);
  expect([meanError, rmsError]).toEqual([0, 0]);
});

test("log-weights twice too far apart and 3 too high have slope one half, and errors found by hand", () => {
  const learned = exact.map((log) => 3 + 2 * log);
  const { rankCorrelation, slope, meanError, rmsError } = logWeightAgreement(learned, exact);
  expect(rankCorrelation).toBeCloseTo(1, 12);
  expect(slope).toBeCloseTo(0.5, 12);
  // Errors are 3 + log w*: 1, 3.5, 3.1, 2.6 and 3.2.
  expect(meanError).toBeCloseTo(2.68, 12);
  expect(rmsError).toBeCloseTo(Math.sqrt((1 + 12.25 + 9.61 + 6.76 + 10.24) / 5), 12);
});

test("the slope is that of the line that predicts exact from learned log-weights with the least squares", () => {
  const learned = [-1, 0.9, 0.3, -2, 1.5];
  const { slope } = logWeightAgreement(learned, exact);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = (by: number) => {
    const rests = exact.map((log, i) => log - mean(exact) - by * (learned[i] - mean(learned)));
    return mean(rests.map((rest) => rest ** 2));
  };
  expect(squares(slope)).toBeLessThan(squares(slope + 0.01));
  expect(squares(slope)).toBeLessThan(squares(slope - 0.01));
});

test("logWeightBins put texts in order into groups of equal size, as near as can be", () => {
  expect(logWeightBins([3, 1, 2, 5, 4], [30, 10, 20, 50, 40], 2)).toEqual([
    { count: 3, learned: 2, exact: 20 },
    { count: 2, learned: 4.5, exact: 45 },
  ]);
});

test("logWeightBins refuse lists that do not fit and more bins than texts", () => {
  expect(() => logWeightBins([1, 2], [1], 1)).toThrow(
    new RangeError("logWeightBins: exact has 1 numbers, expected 2 like learned"),
  );
  expect(() => logWeightBins([1, 2], [1, 2], 3)).toThrow(
    new RangeError("logWeightBins: bins is 3, expected a whole number from 1 to 2 like the texts"),
  );
});

test("smallScheduleFor lets few rows be seen as often as many", () => {
  const schedule = { epochs: 20, batchSize: 32, learningRate: 0.01 };
  expect(smallScheduleFor(25, schedule)).toEqual({ ...schedule, epochs: 80 });
  expect(smallScheduleFor(400, schedule).epochs).toBe(20);
});
