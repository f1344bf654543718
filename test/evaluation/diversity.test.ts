import { describe, expect, test } from "vitest";
import { interSampleSimilarity } from "../../src/evaluation/interSampleSimilarity";
import { selfBleu } from "../../src/evaluation/selfBleu";
import { topicCoverage } from "../../src/evaluation/topicCoverage";
import { unitVectors } from "../../src/evaluation/unitVectors";
import { vendiScore } from "../../src/evaluation/vendiScore";
import { stream } from "../../src/random/stream";
import golden from "../golden/diversity.json";

describe("selfBleu", () => {
  test("is NLTK's, with its first smoothing, for texts of 0 to 24 words", () => {
    for (const { texts, selfBleu: expected } of golden.bleu) {
      for (const [at, value] of expected.entries()) expect(selfBleu(texts, at + 1)).toBeCloseTo(value, 10);
    }
  });

  test("by hand: a pair of which one repeats the other's only word", () => {
    // p_1 is 2/2 for "a b", whose words are both elsewhere, 1/3 for "a a a", of which one a counts, 1/1 for "b".
    // The nearest other lengths are 1 (of 1 and 3 the shorter), 2 and 2: only "b" is penalised, by exp(1 - 2/1).
    expect(selfBleu([["a", "b"], ["a", "a", "a"], ["b"]], 1)).toBeCloseTo((1 + 1 / 3 + Math.exp(-1)) / 3, 12);
  });

  test("is 1 for equal texts, 0 without a shared word, and does not depend on the order", () => {
    const same = Array.from({ length: 3 }, () => "one two three four five".split(" "));
    expect(selfBleu(same)).toBeCloseTo(1, 12);
    expect(selfBleu([["a"], ["b", "c"], []])).toBe(0);
    const { texts } = golden.bleu[0];
    expect(selfBleu(stream(1, "order").shuffle(texts))).toBeCloseTo(selfBleu(texts), 12);
  });

  test("refuses a single text and what is no order", () => {
    expect(() => selfBleu([["a"]])).toThrow(new RangeError("selfBleu: texts has 1, expected at least 2"));
    expect(() => selfBleu([["a"], ["b"]], 0)).toThrow(
      new RangeError("selfBleu: n is 0, expected a whole number above 0"),
    );
  });
});

describe("vendiScore and interSampleSimilarity", () => {
  test("are those of numpy, with more texts than dimensions and with fewer", () => {
    for (const { vectors, vendi, similarity } of golden.vectors) {
      expect(vendiScore(vectors)).toBeCloseTo(vendi, 9);
      expect(interSampleSimilarity(vectors)).toBeCloseTo(similarity, 12);
    }
  });

  test("equal texts are one text, texts at right angles are all different, whatever their lengths", () => {
    const same = [
      [3, 4],
      [6, 8],
      [0.3, 0.4],
    ];
    expect(vendiScore(same)).toBeCloseTo(1, 9);
    expect(interSampleSimilarity(same)).toBeCloseTo(1, 12);
    const different = [0, 1, 2, 3, 4].map((at) =>
      Array.from({ length: 5 }, (_, d) => (d === at ? at + 1 : 0)),
    );
    expect(vendiScore(different)).toBeCloseTo(5, 9);
    expect(interSampleSimilarity(different)).toBeCloseTo(0, 12);
  });

  test("by hand: two of one kind and two of another are two texts; one in three pairs is alike", () => {
    const pairs = [
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 1],
    ];
    expect(vendiScore(pairs)).toBeCloseTo(2, 12);
    expect(interSampleSimilarity(pairs)).toBeCloseTo(1 / 3, 12);
    // Shares 3/4 and 1/4 have entropy 0.5623.
    expect(vendiScore([...pairs.slice(0, 3), [2, 0]])).toBeCloseTo(Math.exp(0.5623351), 6);
    expect(interSampleSimilarity([...pairs.slice(0, 3)])).toBeCloseTo(1 / 3, 12);
  });

  test("refuse what is no set of vectors", () => {
    expect(() => vendiScore([])).toThrow(
      new RangeError("vendiScore: vectors is empty, expected at least one"),
    );
    expect(() => interSampleSimilarity([[1]])).toThrow(
      new RangeError("interSampleSimilarity: vectors has 1, expected at least 2"),
    );
    expect(() => unitVectors("x", [[1, 2], [1]])).toThrow(
      new RangeError("x: vector 1 has 1 numbers, expected 2"),
    );
    expect(() => unitVectors("x", [[0, 0]])).toThrow(
      new RangeError("x: vector 0 has length 0, expected a finite number above 0"),
    );
    expect(() => unitVectors("x", [[Number.NaN]])).toThrow(
      new RangeError("x: vector 0 has length NaN, expected a finite number above 0"),
    );
  });
});

describe("topicCoverage", () => {
  test("by hand: three of four topics, of which one is twice as frequent", () => {
    const { covered, effective } = topicCoverage(["a", "a", "b", "c"], ["a", "b", "c", "d"]);
    expect(covered).toBe(0.75);
    // H = 1/2 log 2 + 2 (1/4) log 4 = 1.0397, exp(H) = 2.8284.
    expect(effective).toBeCloseTo(2.828427 / 4, 6);
  });

  test("is 1 where all topics are as frequent, and one topic's share where there is one", () => {
    expect(topicCoverage(["a", "b", "b", "a"], ["a", "b"])).toEqual({ covered: 1, effective: 1 });
    expect(topicCoverage(["a", "a", "a"], ["c", "b", "a", "d", "e"])).toEqual({
      covered: 0.2,
      effective: 0.2,
    });
  });

  test("refuses an unknown topic, one that is listed twice, and no text", () => {
    expect(() => topicCoverage(["a", "z"], ["a"])).toThrow(
      new RangeError("topicCoverage: topic 1 is z, expected one of all 1"),
    );
    expect(() => topicCoverage(["a"], ["a", "a"])).toThrow(
      new RangeError("topicCoverage: all has 1 different topics of 2, expected no repetition"),
    );
    expect(() => topicCoverage([], ["a"])).toThrow(
      new RangeError("topicCoverage: topics is empty, expected at least one text's"),
    );
  });
});
