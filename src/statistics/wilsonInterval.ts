/** @file The interval of a share that was counted. */
import { normalQuantile } from "./normal";

/**
 * Wilson's 95 % interval of a share, which also serves for few cases and for shares of 0 and 1.
 *
 *     (p + z² / 2n ± z √(p (1 - p) / n + z² / 4n²)) / (1 + z² / n)
 *
 * Source:  Brown, Cai and DasGupta 2001, Eq. 4.
 * Differs: nothing.
 *
 * @param count how many of the cases, from 0
 * @param cases n, from 1
 * @returns [0.237, 0.763] for 5 of 10, [0, 0.278] for 0 of 10
 * @throws RangeError if count or cases is not a whole number, or count is above cases
 */
export function wilsonInterval(count: number, cases: number): { low: number; high: number } {
  if (!Number.isSafeInteger(cases) || cases < 1) {
    throw new RangeError(`wilsonInterval: cases is ${cases}, expected a whole number from 1`);
  }
  if (!Number.isSafeInteger(count) || count < 0 || count > cases) {
    throw new RangeError(`wilsonInterval: count is ${count}, expected a whole number from 0 to ${cases}`);
  }
  const share = count / cases;
  const squared = normalQuantile(0.975) ** 2;
  const centre = share + squared / (2 * cases);
  const half = Math.sqrt(squared * ((share * (1 - share)) / cases + squared / (4 * cases * cases)));
  const scale = 1 + squared / cases;
  return { low: Math.max(0, (centre - half) / scale), high: Math.min(1, (centre + half) / scale) };
}
