/**
 * @file Checks at the door of every measure of a classifier.
 */

/**
 * Two named lists that go together, such as `{ predicted, actual }`.
 *
 * @throws RangeError if they are empty, or their lengths differ
 */
export function expectSameLength(where: string, lists: Record<string, ArrayLike<unknown>>): void {
  const [[firstName, first], [secondName, second]] = Object.entries(lists);
  if (second.length !== first.length) {
    throw new RangeError(
      `${where}: ${secondName} has ${second.length} values, expected ${first.length} like ${firstName}`,
    );
  }
  if (first.length === 0) throw new RangeError(`${where}: ${firstName} has 0 values, expected 1 or more`);
}

/**
 * @throws RangeError if classes is not a whole number above 0, or an index is not below it
 */
export function expectClasses(
  where: string,
  name: string,
  indices: ArrayLike<number>,
  classes: number,
): void {
  if (!Number.isSafeInteger(classes) || classes < 1) {
    throw new RangeError(`${where}: classes is ${classes}, expected a whole number above 0`);
  }
  for (let i = 0; i < indices.length; i++) {
    if (!(Number.isInteger(indices[i]) && indices[i] >= 0 && indices[i] < classes)) {
      throw new RangeError(
        `${where}: ${name} has ${indices[i]} at ${i}, expected a class from 0 to ${classes - 1}`,
      );
    }
  }
}
