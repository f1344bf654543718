import { expect, test } from "vitest";
import { minHash } from "../../src/evaluation/minHash";
import { nearDuplicates } from "../../src/evaluation/nearDuplicates";
import { jaccard, shingles } from "../../src/evaluation/shingles";
import { type Random, stream } from "../../src/random/stream";

test("shingles are runs of words, whatever the case and the punctuation", () => {
  expect(shingles("The cat; sat!", 2)).toEqual(new Set(["the cat", "cat sat"]));
  expect(shingles("a b a b a", 2)).toEqual(new Set(["a b", "b a"]));
  expect(shingles("Two words", 3)).toEqual(new Set(["two words"]));
  expect(shingles(" ... ", 3)).toEqual(new Set());
  expect(() => shingles("a", 0)).toThrow(
    new RangeError("shingles: size is 0, expected a whole number above 0"),
  );
});

test("jaccard is what is shared over all", () => {
  const set = (...members: string[]) => new Set(members);
  expect(jaccard(set("a", "b"), set("b", "c"))).toBeCloseTo(1 / 3, 12);
  expect(jaccard(set("a"), set("a", "b", "c", "d"))).toBe(0.25);
  expect(jaccard(set(), set("a"))).toBe(0);
  expect(jaccard(set(), set())).toBe(1);
});

test("signatures agree as often as the sets do, within four standard deviations", () => {
  const count = 2000;
  const sign = minHash(count, stream(1, "signatures"));
  for (const shared of [0, 7, 60, 93, 100]) {
    const a = new Set(Array.from({ length: 100 }, (_, at) => `word ${at}`));
    const b = new Set(Array.from({ length: 100 }, (_, at) => `word ${at + 100 - shared}`));
    const exact = jaccard(a, b);
    const [first, second] = [sign(a), sign(b)];
    const agreed = first.filter((rank, at) => rank === second[at]).length / count;
    expect(Math.abs(agreed - exact)).toBeLessThanOrEqual(
      4 * Math.sqrt((exact * (1 - exact)) / count) + 1e-12,
    );
  }
});

test("another stream gives other signatures, the same the same", () => {
  const set = new Set(["a", "b"]);
  const sign = (seed: number) => minHash(16, stream(seed, "signatures"))(set);
  expect(sign(1)).toEqual(sign(1));
  expect(sign(1)).not.toEqual(sign(2));
  expect(() => minHash(1.5, stream(1, "x"))).toThrow(
    new RangeError("minHash: count is 1.5, expected a whole number above 0"),
  );
});

/** Texts of 20 to 60 words, a part of which are others with some words exchanged. */
function manyTexts(random: Random): string[] {
  const words = (count: number) => Array.from({ length: count }, () => `w${random.integer(400)}`);
  const texts = Array.from({ length: 150 }, () => words(20 + random.integer(41)));
  for (let at = 0; at < 120; at++) {
    const copy = [...texts[random.integer(150)]];
    const changes = random.integer(5);
    for (let change = 0; change < changes; change++) copy[random.integer(copy.length)] = words(1)[0];
    texts.push(copy);
  }
  return random.shuffle(texts).map((text) => text.join(" "));
}

test("the pairs are those of comparing all with all, but for one in a hundred", () => {
  let found = 0;
  let all = 0;
  for (const [seed, threshold] of [
    [1, 0.8],
    [2, 0.5],
    [3, 0.9],
    [4, 0.7],
  ]) {
    const texts = manyTexts(stream(seed, "texts"));
    const sets = texts.map((text) => shingles(text, 3));
    const brute = texts.flatMap((text, second) =>
      texts.slice(0, second).flatMap((earlier, first) => {
        const isFirst = texts.indexOf(text) === second && texts.indexOf(earlier) === first;
        const similarity = jaccard(sets[first], sets[second]);
        return isFirst && similarity >= threshold ? [JSON.stringify({ first, second, similarity })] : [];
      }),
    );
    const { pairs, exactShare, nearShare } = nearDuplicates(texts, stream(seed, "hashes"), { threshold });
    const reported = pairs.map((pair) => JSON.stringify(pair));
    expect(reported.filter((pair) => !brute.includes(pair))).toEqual([]);
    found += reported.length;
    all += brute.length;
    expect(exactShare).toBeCloseTo(1 - new Set(texts).size / texts.length, 12);
    expect(nearShare).toBeGreaterThan(exactShare);
  }
  expect(all).toBeGreaterThan(150);
  expect(found / all).toBeGreaterThanOrEqual(0.99);
});

test("shares count texts with an earlier one like them", () => {
  const long = "one two three four five six seven eight nine ten eleven twelve";
  const texts = [
    long,
    "something else entirely here",
    `${long} `,
    `${long} thirteen`,
    `${long} thirteen fourteen`,
    "",
  ];
  // Of 11, 12 or 13 runs, 10 to 11 are shared: 10/11, 10/12, 11/12.
  expect(nearDuplicates(texts, stream(1, "hashes"), { threshold: 0.85 })).toEqual({
    exactShare: 1 / 6,
    nearShare: 3 / 6,
    pairs: [
      { first: 0, second: 3, similarity: 10 / 11 },
      { first: 3, second: 4, similarity: 11 / 12 },
    ],
  });
});

test("what is no set of texts or no threshold is refused", () => {
  expect(() => nearDuplicates([], stream(1, "x"))).toThrow(
    new RangeError("nearDuplicates: texts is empty, expected at least one"),
  );
  expect(() => nearDuplicates(["a"], stream(1, "x"), { threshold: 0 })).toThrow(
    new RangeError("nearDuplicates: threshold is 0, expected a number in (0, 1]"),
  );
});
