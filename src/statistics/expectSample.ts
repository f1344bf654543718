/**
 * @file Checks at the door of every statistic.
 */

/**
 * @throws RangeError if there are fewer than `atLeast` values, or one is NaN or infinite
 */
export function expectSample(where: string, name: string, values: ArrayLike<number>, atLeast: number): void {
  if (values.length < atLeast) {
    throw new RangeError(`${where}: ${name} has ${values.length} values, expected ${atLeast} or more`);
  }
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      throw new RangeError(`${where}: ${name} has ${values[i]} at ${i}, expected finite numbers`);
    }
  }
}

/**
 * @throws RangeError if the lengths differ, there are fewer than `atLeast` pairs, or a value is not finite
 */
export function expectPairs(
  where: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  atLeast: number,
): void {
  if (a.length !== b.length) {
    throw new RangeError(`${where}: b has ${b.length} values, expected ${a.length} like a`);
  }
  expectSample(where, "a", a, atLeast);
  expectSample(where, "b", b, atLeast);
}

/**
 * @throws RangeError if the share is not strictly between 0 and 1
 */
export function expectOpenShare(where: string, name: string, share: number): void {
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`${where}: ${name} is ${share}, expected a number between 0 and 1`);
  }
}
