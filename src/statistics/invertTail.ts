/**
 * @file Finds the point that a given share of a distribution lies above.
 */

/**
 * The point from 0 up at which a falling tail has a given value, by Newton's method held inside a bracket.
 *
 * @param tail share above a point, falling from tail(0) towards 0
 * @param density minus the slope of the tail
 * @param share above 0 and at most tail(0)
 */
export function invertTail(
  tail: (point: number) => number,
  density: (point: number) => number,
  share: number,
): number {
  let low = 0;
  let high = 1;
  while (tail(high) > share) {
    low = high;
    high *= 2;
  }
  let point = (low + high) / 2;
  for (let step = 0; step < 200; step++) {
    const value = tail(point);
    if (value > share) low = point;
    else high = point;
    // Newton on the logarithm: far out the tail is close to a straight line there.
    const moved = point + (value / density(point)) * Math.log(value / share);
    const next = moved > low && moved < high ? moved : (low + high) / 2;
    if (Math.abs(next - point) <= 4e-16 * point || next === point) return next;
    point = next;
  }
  return point;
}
