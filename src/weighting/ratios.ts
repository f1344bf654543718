/**
 * @file Ratios of probabilities that are given as logarithms.
 */

/** A list of log-probabilities under the name it has in its caller. */
type Named = Readonly<Record<string, ArrayLike<number>>>;

/**
 * exp(a_i - b_i) for two lists of log-probabilities.
 *
 * Rounding may leave a log-probability a crumb above 0: up to 1e-5 passes.
 *
 * @throws RangeError if the lengths differ, a value is no log-probability, or a ratio overflows
 */
export function ratios(caller: string, numerator: Named, denominator: Named): number[] {
  const [[upperName, upper]] = Object.entries(numerator);
  const [[lowerName, lower]] = Object.entries(denominator);
  if (upper.length !== lower.length) {
    throw new RangeError(
      `${caller}: ${lowerName} has ${lower.length} numbers, expected ${upper.length} like ${upperName}`,
    );
  }
  expectLogProbabilities(caller, upperName, upper);
  expectLogProbabilities(caller, lowerName, lower);
  return Array.from(upper, (log, i) => {
    const ratio = Math.exp(log - lower[i]);
    if (ratio < Infinity) return ratio;
    throw new RangeError(`${caller}: weight ${i} is exp(${log - lower[i]}), expected a finite number`);
  });
}

function expectLogProbabilities(caller: string, name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] <= 1e-5 && values[i] > -Infinity) continue;
    throw new RangeError(
      `${caller}: ${name} ${i} is ${values[i]}, expected a finite log-probability up to 0`,
    );
  }
}
