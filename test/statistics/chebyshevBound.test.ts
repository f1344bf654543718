import { expect, test } from "vitest";
import { stream } from "../../src/random/stream";
import { chebyshevBound } from "../../src/statistics/chebyshevBound";
import { mean } from "../../src/statistics/mean";

test("the bound is a quarter for variance 1, four draws and a distance of 1, and never above 1", () => {
  expect(chebyshevBound(1, 4, 1)).toBe(0.25);
  expect(chebyshevBound(9, 2, 0.1)).toBe(1);
  expect(chebyshevBound(0, 3, 0.1)).toBe(0);
});

test("means of draws stray no more often than the bound allows, and the bound is not exact", () => {
  const random = stream(4, "chebyshev");
  const sets = Array.from({ length: 2000 }, () => mean(Array.from({ length: 5 }, () => random.uniform())));
  const share = sets.filter((value) => Math.abs(value - 0.5) >= 0.2).length / sets.length;
  const bound = chebyshevBound(1 / 12, 5, 0.2);
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(bound / 2);
});

test("chebyshevBound refuses what is no variance, no size and no distance", () => {
  expect(() => chebyshevBound(-1, 4, 1)).toThrow(
    new RangeError("chebyshevBound: variance is -1, expected a finite number from 0"),
  );
  expect(() => chebyshevBound(1, 2.5, 1)).toThrow(
    new RangeError("chebyshevBound: size is 2.5, expected a whole number above 0"),
  );
  expect(() => chebyshevBound(1, 4, 0)).toThrow(
    new RangeError("chebyshevBound: distance is 0, expected a number above 0"),
  );
});
