import { expect, test } from "vitest";
import {
  clipped,
  duration,
  fixed,
  percent,
  plain,
  signed,
  whole,
  withInterval,
} from "../../src/charts/format";

test("fixed and signed round to their digits, with a true minus and no negative zero", () => {
  expect(fixed(3)(0.84, {})).toBe("0.840");
  expect(fixed(1)(-2.25, {})).toBe("−2.3");
  expect(fixed(2)(-0.001, {})).toBe("0.00");
  expect(signed(3)(0.0214, {})).toBe("+0.021");
  expect(signed(3)(-0.0006, {})).toBe("−0.001");
  expect(signed(3)(-0.0004, {})).toBe("0.000");
});

test("percent is of a share, whole has commas", () => {
  expect(percent(1)(0.8404, {})).toBe("84.0 %");
  expect(whole()(12345.6, {})).toBe("12,346");
});

test("duration says seconds in the two units that matter, and carries over at sixty", () => {
  const texts = [0.04, 9.94, 9.96, 59.6, 80, 3599.7, 7500].map((seconds) => duration()(seconds, {}));
  expect(texts).toEqual(["0.0 s", "9.9 s", "10 s", "1 min 0 s", "1 min 20 s", "1 h 0 min", "2 h 5 min"]);
});

test("withInterval takes the ends from the row, and refuses a row without them", () => {
  const format = withInterval({ low: "low", high: "high" }, fixed(2));
  expect(format(0.84, { low: 0.81, high: 0.87 })).toBe("0.84 [0.81, 0.87]");
  expect(() => format(0.84, { low: 0.81 })).toThrow(
    new RangeError("withInterval: row has no high, expected the end of an interval"),
  );
});

test("clipped counts letters, not code units", () => {
  expect(clipped(4)("a😀\n b c", {})).toBe("a😀 …");
  expect(clipped(4)("abcd", {})).toBe("abcd");
});

test("formats show that a number is missing and refuse what is none", () => {
  expect(fixed(2)(undefined, {})).toBe("–");
  expect(plain()(null, {})).toBe("–");
  expect(plain()(0.123456, {})).toBe("0.1235");
  expect(() => fixed(2)("0.5", {})).toThrow(new TypeError('fixed: value is "0.5", expected a number'));
});
