/**
 * @file How many tokens each text of a pair keeps when both together are too long.
 */

/**
 * The lengths that are kept: the longer text is cut first, then both alike.
 *
 * With n1 <= n2 and room r: n1 stays and n2 becomes max(n1, r - n1); if that is still too much, n1 = floor(r / 2)
 * and n2 = r - n1. Lengths 3 and 10 with room 8 become 3 and 5.
 *
 * The same lengths as the strategy "longest_first" of Hugging Face tokenizers gives.
 */
export function keptLengths(first: number, second: number, room: number): { first: number; second: number } {
  if (first + second <= room) return { first, second };
  const shorter = Math.min(first, second);
  const half = Math.floor(room / 2);
  const kept = Math.min(shorter, half);
  const other = room - kept;
  return first > second ? { first: other, second: kept } : { first: kept, second: other };
}
