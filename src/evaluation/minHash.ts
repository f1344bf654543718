/** @file Short signatures of sets, that agree as often as the sets do. */
import type { Random } from "../random/stream";

/**
 * For each of `count` random orders of all possible members, which of the set's members comes first.
 *
 *     P(two signatures agree at a place) = J(A, B)
 *
 * Source:  Broder 1997, Section 3.
 * Differs: an order is that of a member's 32-bit hash, mixed with a number of the place.
 *
 * @returns a function from a set to its signature, `count` 32-bit numbers; the same random stream gives the same one
 * @throws RangeError if the count is not a whole number above 0
 */
export function minHash(count: number, random: Random): (members: ReadonlySet<string>) => Uint32Array {
  if (!(Number.isSafeInteger(count) && count > 0)) {
    throw new RangeError(`minHash: count is ${count}, expected a whole number above 0`);
  }
  const places = Uint32Array.from({ length: count }, () => random.integer(2 ** 32));
  return (members) => {
    const first = new Uint32Array(count).fill(0xffffffff);
    for (const member of members) {
      const hash = textHash(member);
      for (let at = 0; at < count; at++) {
        const rank = mixed(hash ^ places[at]);
        if (rank < first[at]) first[at] = rank;
      }
    }
    return first;
  };
}

/** FNV-1a over the UTF-16 units. */
function textHash(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** The last steps of MurmurHash3: every bit of the number changes every bit of the result. */
function mixed(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
