/** @file Numbers of graded texts, by hand. */
import { expect, test } from "vitest";
import { differenceFacts, setFacts } from "../../../src/papers/u-dpo/smallJudgeFacts";

const grade = (relevance: number, fluency: number, classAlignment: number) => ({
  relevance,
  fluency,
  classAlignment,
});

test("texts that could not be read are counted, and enter no mean", () => {
  const grades = [grade(0, 3, 3), null, grade(3, 3, 3), null, grade(5, 5, 2)];
  expect(setFacts({ grades, facts: { mass: 0.7 } })).toEqual({
    asked: 5,
    readable: 3,
    mass: 0.7,
    relevance: 8 / 3,
    fluency: 11 / 3,
    classAlignment: 8 / 3,
    overall: 3,
    median: 3,
    deviation: 1,
  });
});

test("where nothing could be read, or one criterion alone is judged, there is no number of the others", () => {
  expect(setFacts({ grades: [null, null], facts: {} })).toEqual({ asked: 2, readable: 0 });
  const one = { grades: [{ classAlignment: 4 }, { classAlignment: 1 }], facts: {} };
  expect(setFacts(one)).toEqual({ asked: 2, readable: 2, classAlignment: 2.5 });
  const other = { grades: [{ classAlignment: 1 }, { classAlignment: 0 }], facts: {} };
  expect(Object.keys(differenceFacts(one, other))).toEqual([
    "pairs",
    "classAlignment",
    "classAlignment low",
    "classAlignment high",
    "classAlignment area",
  ]);
});

test("a difference is over the prompts of which both texts were read: 1, 2, 3 have 2 ± 2.484", () => {
  const of = { grades: [grade(1, 1, 1), grade(2, 2, 2), null, grade(5, 3, 3), grade(4, 4, 4)], facts: {} };
  const minus = { grades: [grade(0, 1, 1), grade(0, 2, 2), grade(0, 0, 0), grade(2, 3, 3), null], facts: {} };
  const facts = differenceFacts(of, minus);
  expect(facts.pairs).toBe(3);
  expect(facts.relevance).toBeCloseTo(2, 12);
  expect(facts["relevance low"]).toBeCloseTo(2 - 2.484, 3);
  expect(facts["relevance high"]).toBeCloseTo(2 + 2.484, 3);
  // 1, 2, 5 against 0, 0, 2: all nine pairs above but 1 under 2 and a tie.
  expect(facts["relevance area"]).toBeCloseTo(7.5 / 9, 12);
  expect([facts.fluency, facts["fluency area"]]).toEqual([0, 0.5]);
  expect(facts.overall).toBeCloseTo(2 / 3, 12);
});

test("fewer than two prompts of which both texts were read have no difference", () => {
  const one = { grades: [grade(1, 1, 1), null], facts: {} };
  expect(differenceFacts(one, { grades: [grade(0, 0, 0), grade(0, 0, 0)], facts: {} })).toEqual({ pairs: 1 });
});
