/**
 * @file The range of an axis: from the data to round numbers, known before anything is drawn.
 */
import type { Scale } from "./chart";

/**
 * Widens a range to round numbers: multiples of 1, 2 or 5 times a power of ten; on a log scale, those numbers
 * themselves. A range of one value gets room on both sides.
 */
export function niceDomain(
  [low, high]: readonly [number, number],
  scale: Scale = "linear",
): [number, number] {
  if (scale === "log") return [roundDown(low), roundUp(high)];
  if (low === high)
    return niceDomain(low === 0 ? [-1, 1] : [low - Math.abs(low) / 10, high + Math.abs(high) / 10]);
  const step = niceStep(high - low, 8);
  // Multiples of 0.1 are not exact in binary: ten digits are.
  const multiple = (count: number) => Number((count * step).toPrecision(10));
  return [multiple(Math.floor(low / step + 1e-9)), multiple(Math.ceil(high / step - 1e-9))];
}

/** The smallest round step, 1, 2 or 5 times a power of ten, that covers a width in at most so many steps. */
export function niceStep(width: number, steps: number): number {
  return roundUp(width / steps);
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9))!;
  return Number((factor * power).toPrecision(10));
}

function roundDown(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const factor = [5, 2, 1].find((candidate) => candidate * power <= value * (1 + 1e-9))!;
  return Number((factor * power).toPrecision(10));
}
