/** @file Pairs of texts, of one field or of two: the exact world's task on pairs. */
import type { Example } from "../../data/dataset";
import type { Random } from "../../random/stream";

const [same, different] = ["same field", "different field"];

/**
 * Each text with another one: in turn with one of its own field and one of another, drawn at random.
 *
 * The text of a pair is written so that a classifier of words can learn it: each word that both texts have, with "both"
 * before it, then those that one of them has, with "one" before it. By hand: "coral reef" and "reef fish" give
 * "bothreef onecoral onefish".
 *
 * @throws RangeError if a field has one text only, or all texts are of one field
 */
export function pairsOf(texts: readonly Example[], random: Random): Example[] {
  const shuffled = random.shuffle(texts);
  return shuffled.map((first, at) => {
    const isSame = at % 2 === 0;
    const others = shuffled.filter((other) => other !== first && (other.label === first.label) === isSame);
    if (others.length === 0) {
      throw new RangeError(
        `pairsOf: ${first.label} has no ${isSame ? "second text" : "text of another field"}, expected one`,
      );
    }
    const second = others[random.integer(others.length)];
    return { text: pairWords(first.text, second.text), label: isSame ? same : different };
  });
}

pairsOf.labels = [same, different] as readonly string[];

function pairWords(first: string, second: string): string {
  const [one, other] = [wordsOf(first), wordsOf(second)];
  const shared = [...one].filter((word) => other.has(word));
  const apart = [...one, ...other].filter((word) => !(one.has(word) && other.has(word)));
  return [...shared.map((word) => `both${word}`), ...apart.map((word) => `one${word}`)].join(" ");
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
}
