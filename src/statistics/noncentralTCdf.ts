/**
 * @file The noncentral t distribution: what t is spread like when there is an effect.
 */
import { incompleteBeta } from "./incompleteBeta";
import { logGamma } from "./logGamma";
import { normalCdf } from "./normal";

/**
 * The share of the noncentral t distribution below t.
 *
 *     F(t) = Phi(-d) + 1/2 sum over j of [p_j I_x(j + 1/2, n/2) + q_j I_x(j + 1, n/2)], x = t^2 / (n + t^2)
 *     p_j = exp(-d^2/2) (d^2/2)^j / j!,  q_j = d exp(-d^2/2) (d^2/2)^j / (sqrt 2 gamma(j + 3/2)),  t >= 0
 *
 * Source: Lenth 1989 (algorithm AS 243), after Owen 1968; negative t by F(t; d) = 1 - F(-t; -d).
 *
 * @param degrees n, degrees of freedom, above 0
 * @param shift d, the noncentrality, from -1000 to 1000: far from 0 the sum gets long
 * @returns Student's t distribution for shift 0
 * @throws RangeError if an argument is out of range
 */
export function noncentralTCdf(t: number, degrees: number, shift: number): number {
  if (!Number.isFinite(t)) throw new RangeError(`noncentralTCdf: t is ${t}, expected a finite number`);
  if (!(degrees > 0 && degrees < Infinity)) {
    throw new RangeError(`noncentralTCdf: degrees is ${degrees}, expected a finite number above 0`);
  }
  if (!(Math.abs(shift) <= 1000)) {
    throw new RangeError(`noncentralTCdf: shift is ${shift}, expected a number from -1000 to 1000`);
  }
  return t < 0 ? 1 - fromZeroUp(-t, degrees, -shift) : fromZeroUp(t, degrees, shift);
}

function fromZeroUp(t: number, degrees: number, shift: number): number {
  const x = (t * t) / (degrees + t * t);
  const complement = degrees / (degrees + t * t);
  let sum = 0;
  for (const { j, p, q } of poissonTerms(shift)) {
    sum += p * incompleteBeta(x, j + 0.5, degrees / 2, complement);
    sum += q * incompleteBeta(x, j + 1, degrees / 2, complement);
  }
  return Math.max(0, Math.min(1, normalCdf(-shift) + 0.5 * sum));
}

/** The p_j and q_j that are not negligible: they lie around j = d^2/2, within some of its square roots. */
function* poissonTerms(shift: number): Generator<{ j: number; p: number; q: number }> {
  const half = (shift * shift) / 2;
  if (half === 0) return yield { j: 0, p: 1, q: 0 };
  const width = 9 * Math.sqrt(half) + 25;
  for (let j = Math.max(0, Math.floor(half - width)); j <= half + width; j++) {
    const log = j * Math.log(half) - half;
    const p = Math.exp(log - logGamma(j + 1));
    const q = (shift / Math.SQRT2) * Math.exp(log - logGamma(j + 1.5));
    yield { j, p, q };
  }
}
