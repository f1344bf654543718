import { expect, test } from "vitest";
import { createWorld } from "../../src/data/world/world";
import { exactJudge } from "../../src/evaluation/exactJudge";
import { stream } from "../../src/random/stream";
import { mean } from "../../src/statistics/mean";

const world = createWorld();
const { real, grammar } = world;
const judge = exactJudge(world, stream(1, "judge"));
const texts = real.sample(300, stream(2, "texts"));
const like = (label: string, subtopic: string) =>
  texts.filter((one) => one.trueLabel === label && one.subtopic === subtopic).map(({ text }) => text);

test("class alignment is five times the exact posterior of the class asked for", () => {
  const [{ text, label }] = texts;
  const demonstrations = [text];
  const at = real.labels.indexOf(label);
  expect(judge({ text, label, demonstrations }).classAlignment).toBeCloseTo(5 * real.posterior(text)[at], 10);
  const all = real.labels.map((one) => judge({ text, label: one, demonstrations }).classAlignment);
  expect(all.reduce((sum, grade) => sum + grade, 0)).toBeCloseTo(5, 10);
});

test("most real texts, of four sentences on average, are fully fluent; nonsense and no text at all are not", () => {
  const grades = texts.map(({ text, label }) => judge({ text, label, demonstrations: [text] }).fluency);
  expect(grades.filter((grade) => grade === 5).length / grades.length).toBeGreaterThan(0.7);
  expect(mean(grades)).toBeGreaterThan(4.7);
  const [{ text, label }] = texts;
  const broken = text.split(" ").reverse().join(" ");
  expect(judge({ text: broken, label, demonstrations: [text] }).fluency).toBe(0);
  const [first, ...others] = text.split(/(?<=\.)\s+/);
  const half = [first.split(" ").reverse().join(" "), ...others].join(" ");
  const share = judge({ text: half, label, demonstrations: [text] }).fluency;
  expect(share).toBeGreaterThan(0);
  expect(share).toBeLessThan(5);
  expect(judge({ text: "", label, demonstrations: [text] }).fluency).toBe(0);
});

test("texts are relevant to demonstrations of their subtopic, and hardly to those of another", () => {
  const [label] = grammar.labels;
  const [first, second] = grammar.subtopics[0];
  const [text, ...same] = like(label, first);
  const other = like(label, second);
  const relevance = (...demonstrations: string[]) => judge({ text, label, demonstrations }).relevance;
  expect(same.length).toBeGreaterThan(1);
  expect(mean(same.map((one) => relevance(one)))).toBeGreaterThan(3.5);
  expect(mean(other.map((one) => relevance(one)))).toBeLessThan(1);
  expect(relevance(other[0], same[0])).toBeGreaterThanOrEqual(relevance(same[0]));
});

test("exactJudge refuses a text without demonstrations and a class that it does not know", () => {
  const [{ text, label }] = texts;
  expect(() => judge({ text, label, demonstrations: [] })).toThrow(
    new RangeError("exactJudge: demonstrations is empty, expected at least one"),
  );
  expect(() => judge({ text, label: "alchemy", demonstrations: [text] })).toThrow(
    /^WorldDistribution: label is "alchemy", expected one of coral ecology/,
  );
});
