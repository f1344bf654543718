import { expect, test } from "vitest";
import { labelErrors } from "../../src/weighting/labelErrors";

test("a label is an error where another class is reached by more than its own texts reach it on average", () => {
  // Thresholds by hand: class 0 (.9 + .8 + .1) / 3 = .6, class 1 (.7 + .35) / 2 = .525.
  const probabilities = [
    [0.9, 0.1],
    [0.8, 0.2],
    [0.1, 0.9],
    [0.3, 0.7],
    [0.65, 0.35],
  ];
  expect(labelErrors(probabilities, [0, 0, 0, 1, 1])).toEqual([false, false, true, false, true]);
});

test("a text that reaches no threshold is no error, though another class is likelier", () => {
  const probabilities = [
    [0.95, 0.05],
    [0.05, 0.95],
    [0.45, 0.55],
  ];
  expect(labelErrors(probabilities, [0, 1, 0])).toEqual([false, false, false]);
});

test("a class that no text is labelled with is reached by none", () => {
  expect(
    labelErrors(
      [
        [0.2, 0.1, 0.7],
        [0.1, 0.6, 0.3],
      ],
      [0, 1],
    ),
  ).toEqual([false, false]);
});

test("labelErrors refuses rows of other lengths, what is no probability, and labels that are no class", () => {
  expect(() => labelErrors([[0.5, 0.5]], [0, 1])).toThrow(
    new RangeError(
      "labelErrors: probabilities and labels are of 1 and 2 texts, expected as many of each, at least 1",
    ),
  );
  expect(() => labelErrors([[0.5, 0.5], [1]], [0, 1])).toThrow(
    new RangeError("labelErrors: row 1 is 1, expected 2 probabilities"),
  );
  expect(() => labelErrors([[0.5, 0.5]], [2])).toThrow(
    new RangeError("labelErrors: label 0 is 2, expected a class from 0 to 1"),
  );
});
