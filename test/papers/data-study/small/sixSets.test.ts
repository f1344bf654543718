/** @file What several sets say together, by records made by hand. */
import { expect, test } from "vitest";
import { judgeClaims } from "../../../../src/experiments/claim";
import type { RunRecord } from "../../../../src/experiments/runRecord";
import { paperStudy } from "../../../../src/papers/data-study/settings";
import { answerForms, rejections, removedKinds } from "../../../../src/papers/data-study/small/setFacts";
import {
  finishedSets,
  gainsOverSets,
  ofSet,
  sixSetsClaims,
  skillAndGain,
} from "../../../../src/papers/data-study/small/sixSets";
import {
  answerTable,
  scoreTable,
  sixSetsVerdicts,
  varietyTable,
} from "../../../../src/papers/data-study/small/sixSetsTables";
import { textSamples } from "../../../../src/papers/data-study/small/textSamples";
import type { WrittenSet } from "../../../../src/papers/data-study/small/writtenSet";
import { tinyRows } from "./tinySets";

/** Real .6; alone .5, with topics .05 more; mixed .7, with topics .02 more; each set and seed somewhat off. */
function recordsOf(data: string, seed: number, shift: number): RunRecord[] {
  const record = (source: string, method: string, metrics: Record<string, number>): RunRecord => {
    return {
      key: `${data} ${source} ${method} ${seed}`,
      data,
      source,
      method,
      seed,
      settings: {},
      metrics,
      seconds: 2,
    };
  };
  const score = (accuracy: number) => ({ accuracy, macroF1: accuracy - 0.1 });
  const zeros = (what: string, names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [`${what}: ${name}`, 0]));
  const counts = { ...zeros("answer", answerForms), ...zeros("removed", removedKinds) };
  const measures = { vendi: 9, distinct2: 0.8, selfBleu: 0.1, nearDuplicates: 0, words: 12 };
  const written = {
    asked: 48,
    usable: 40,
    usableShare: 40 / 48,
    answers: 48,
    copiedRuns: 0,
    tokens: 900,
    promptTokens: 3000,
  };
  return [
    record("real", "real only", { ...score(0.6 + shift), similarity: 0.1, ...measures }),
    ...paperStudy.methods.flatMap((method, at) => {
      const topic = method === "zero-shot topic";
      const similarity = topic ? 0.1 : 0.2 + at / 100;
      const rejected = { "rejected: no text": 6, "rejected: copy": 2, "rejected: loop": 0 };
      return [
        record("texts", method, {
          ...written,
          ...counts,
          "answer: plain": 48,
          ...rejected,
          similarity,
          ...measures,
        }),
        record("synthetic", method, score((topic ? 0.55 : 0.5) - at / 1000 + shift / 2)),
        record("mixed", method, score((topic ? 0.72 : 0.7) + shift / 2)),
      ];
    }),
    record("generator", "zero-shot", score(0.4 + shift)),
  ];
}

const records = [
  ...recordsOf("sst2", 0, 0.01),
  ...recordsOf("sst2", 1, 0.03),
  ...recordsOf("rte", 0, -0.01),
  ...recordsOf("mrpc", 0, 0.05),
];

test("a set counts once, however many seeds it has, and not before a seed is complete", () => {
  expect(ofSet(records, "sst2", { source: "real", method: "real only" })).toBeCloseTo(0.62, 12);
  const half = recordsOf("boolq", 0, 0).slice(0, 9);
  expect(finishedSets([...records, ...half])).toEqual(["sst2", "rte", "mrpc"]);
  expect(gainsOverSets([...records, ...half])).toEqual(gainsOverSets(records));
  expect(() => ofSet(records, "boolq", { source: "real", method: "real only" })).toThrow(
    "ofSet: boolq has no run of real real only, expected some",
  );
});

test("gains are means over sets with the interval of their number", () => {
  const topic = gainsOverSets(records).find(
    ({ method, source }) => method === "zero-shot topic" && source === "mixed",
  )!;
  // .72 + shift / 2 - (.6 + shift), shifts of the sets .02, -.01, .05.
  const gains = [0.12 - 0.01, 0.12 + 0.005, 0.12 - 0.025];
  expect(topic.sets).toBe(3);
  expect(topic.mean).toBeCloseTo((gains[0] + gains[1] + gains[2]) / 3, 12);
  expect(topic.low).toBeLessThan(Math.min(...gains));
  expect(topic.high).toBeGreaterThan(Math.max(...gains));
});

test("verdicts follow what the sets have in common", () => {
  const verdicts = Object.fromEntries(
    judgeClaims(sixSetsClaims, records, "small").map((claim) => [claim.id, claim]),
  );
  expect(verdicts["topic-helps"].effect).toBeCloseTo(0.02, 12);
  expect(verdicts["topic-most-diverse"].effect).toBeCloseTo(0.1, 12);
  expect(verdicts["mixed-over-synthetic"].effect).toBeCloseTo(0.704 - 0.508, 12);
  expect(verdicts["mixed-over-real"].effect).toBeCloseTo(0.104 - 0.02 / 2, 12);
  expect(verdicts["demonstrations-help"].effect).toBeCloseTo(-0.004, 12);
  expect(verdicts["varied-ways"].effect).toBeCloseTo(1, 12);
  expect(judgeClaims(sixSetsClaims, records, "world").map(({ verdict }) => verdict)).toEqual(
    sixSetsClaims.map(() => "not tested at this scale"),
  );
});

test("the generator's own accuracy stands beside what its texts bring", () => {
  const [first] = skillAndGain(records);
  expect(first.own).toBeCloseTo(0.42, 12);
  expect(first.gain).toBeCloseTo(0.704 + 0.01 - 0.62, 12);
});

test("tables have a column for each set, and leave out what never occurred", () => {
  expect(String(scoreTable(records, "accuracy"))).toMatch(/sst2 \|.*rte \|.*mrpc \|.*mean/);
  const answers = String(answerTable(records));
  expect(answers).toContain("rejected: copy");
  expect(answers).not.toContain("rejected: loop");
  expect(answers).toContain("answer: plain");
  expect(answers).not.toContain("answer: JSON");
  expect(rejections).toContain("loop");
  expect(String(varietyTable(records))).toContain("real texts");
  expect(String(varietyTable(records))).toMatch(/few-shot 5 +\| +83 %/);
  expect(answers).toMatch(/seconds of writing +\| +20 \| +10 \| +10 \| +40/);
  expect(String(sixSetsVerdicts(records))).toContain("claims tested: 6");
});

test("no sample is shown that stands in the data, or shares eight words in a row with it", () => {
  const rows = tinyRows("sst2", 0, 6);
  const dataset = {
    name: "sst2",
    labels: ["negative", "positive"],
    train: rows,
    validation: [],
    test: [],
    synthetic: {},
    warnings: [],
  };
  const asked = (label: string) => ({ label, topic: "rain", demonstrations: [] });
  const own = "It rains all day in this one.";
  const texts = [rows[1].text.toUpperCase(), `well ${rows[2].text}`, own, "Another."];
  const set: WrittenSet = {
    method: "zero-shot topic",
    written: [
      { asked: asked("positive"), rejected: "no text" },
      ...texts.map((text) => ({ asked: asked("positive"), example: { text, label: "positive" } })),
    ],
    answers: [],
    records: [],
    topics: {},
  };
  expect(textSamples(dataset, [set], 3)).toEqual([
    {
      data: "sst2",
      method: "zero-shot topic",
      seed: 3,
      topic: "rain",
      demonstrations: 0,
      text: own,
      label: "positive",
    },
  ]);
});
