/** @file `together/3-label-or-generate`: curves, worth and prices by hand, and the whole at a tiny size. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunRecord } from "../../../src/experiments/runRecord";
import {
  breakEvenLabel,
  cheapestChoice,
  cheapestShares,
  choicesFor,
  costOf,
} from "../../../src/papers/together/cheapestChoice";
import { countReaching, heightAt, labelCurves, meanCurve } from "../../../src/papers/together/labelCurves";
import { labelOrGenerate, runLabel } from "../../../src/papers/together/labelOrGenerate";
import { labelResult } from "../../../src/papers/together/labelResult";
import { labelWorth } from "../../../src/papers/together/labelWorth";
import { breakEvens, goalCosts, priceMap } from "../../../src/papers/together/priceMap";
import { printLabel, worthTable } from "../../../src/papers/together/printLabel";
import { labelSettings } from "../../../src/papers/together/settings";
import { worldPipeline } from "../../../src/papers/u-dpo/worldPipeline";
import { stream } from "../../../src/random/stream";
import { tinyPipeline, tinyWorld, useOwnModels } from "../u-dpo/tinyWorldScene";

useOwnModels();

const counts = [10, 100, 1000];

test("a mean curve never falls: a dip by chance is passed over", () => {
  expect(meanCurve([[0.5, 0.7, 0.6]])).toEqual([0.5, 0.7, 0.7]);
  const [first, second] = meanCurve([
    [0.4, 0.6],
    [0.6, 0.7],
  ]);
  expect(first).toBeCloseTo(0.5, 12);
  expect(second).toBeCloseTo(0.65, 12);
});

test("half the way up lies half the way along the logarithm, and both readings are inverse", () => {
  const curve = [0.5, 0.7, 0.8];
  expect(heightAt(counts, curve, Math.sqrt(1000))).toBeCloseTo(0.6, 12);
  expect(countReaching(counts, curve, 0.6)).toBeCloseTo(Math.sqrt(1000), 9);
  expect(countReaching(counts, curve, heightAt(counts, curve, 333))).toBeCloseTo(333, 9);
});

test("outside a curve its ends hold, and what it does not reach is not reached", () => {
  expect(heightAt(counts, [0.5, 0.7, 0.8], 5)).toBe(0.5);
  expect(heightAt(counts, [0.5, 0.7, 0.8], 5000)).toBe(0.8);
  expect(countReaching(counts, [0.5, 0.7, 0.8], 0.4)).toBe(10);
  expect(countReaching(counts, [0.5, 0.7, 0.8], 0.81)).toBeUndefined();
});

// Real texts alone rise by .1 for each factor of ten; generated ones are worth another factor of ten, then nothing.
const curves = [
  {
    method: "real only",
    counts,
    runs: [
      [0.5, 0.6, 0.7],
      [0.5, 0.6, 0.7],
    ],
    tokens: 0,
    seconds: 0,
  },
  {
    method: "110 generated",
    counts: [10, 100],
    runs: [
      [0.6, 0.6],
      [0.6, 0.6],
    ],
    tokens: 4000,
    seconds: 3,
  },
];

test("generated texts that lift 10 labelled ones to the height of 100 are worth 90 labels", () => {
  const worth = labelWorth(curves, stream(1, "worth"));
  expect(worth.map(({ real, labels }) => [real, Math.round(labels)])).toEqual([
    [10, 90],
    [100, 0],
  ]);
  expect(worth[0].low).toBeCloseTo(90, 9);
  expect(String(worthTable(worth))).toContain("90 [90, 90]");
});

test("to be as good as with 90 more labels the generated texts need none, or ninety by hand", () => {
  const choices = choicesFor(curves, { real: 10, more: 90 });
  expect(choices.map(({ method, labels }) => [method, labels])).toEqual([
    ["real only", 90],
    ["110 generated", 0],
  ]);
  const prices = { label: 0.1, thousandTokens: 0.5, second: 0.01 };
  expect(choices.map((one) => costOf(one, prices))).toEqual([9, 2.03]);
  expect(cheapestChoice(choices, prices).method).toBe("110 generated");
  expect(cheapestChoice(choices, { ...prices, label: 0.02 }).method).toBe("real only");
  expect(breakEvenLabel(choices, prices)).toBeCloseTo(2.03 / 90, 12);
});

test("a choice that does not reach the goal is none", () => {
  const choices = choicesFor(curves, { real: 100, more: 50 });
  expect(choices.map(({ method }) => method)).toEqual(["real only"]);
  expect(breakEvenLabel(choices, { thousandTokens: 1, second: 1 })).toBeUndefined();
});

test("shares over redrawn runs are sure where all runs agree, and split where they do not", () => {
  const prices = { label: 0.1, thousandTokens: 0.5, second: 0.01 };
  const goal = { real: 10, more: 90 };
  const sure = cheapestShares(curves, goal, prices, stream(1, "shares"), 50);
  expect(sure["real only"]).toBe(0);
  expect(sure["110 generated"]).toBeCloseTo(1, 12);
  const torn = [
    curves[0],
    {
      ...curves[1],
      runs: [
        [0.61, 0.62],
        [0.5, 0.5],
      ],
    },
  ];
  const shares = cheapestShares(torn, goal, prices, stream(1, "shares"), 400);
  expect(shares["real only"]).toBeGreaterThan(0.6);
  expect(shares["real only"]).toBeLessThan(0.9);
});

test("choices are refused for a goal that is none", () => {
  expect(() => choicesFor(curves, { real: 10, more: 0 })).toThrow(
    "choicesFor: more is 0, expected a number above 0",
  );
});

const tiny = { ...tinyPipeline, texts: { ...tinyPipeline.texts, manyTimes: 4, test: 110 } };
const sizes = {
  ...labelSettings,
  realPerClass: [2, 6, 24],
  mostBeside: 6,
  volumes: [1, 3],
  weightedVolume: 3,
  topicsAsked: 2,
};

let folder: string;
let records: RunRecord[];
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "together-3-"));
  const scene = worldPipeline({ settings: tiny, models: [tinyWorld] });
  const options = { scale: "world", seeds: 2, ledger: path.join(folder, "run.jsonl") } as const;
  try {
    records = await runLabel(options, scene, sizes);
    expect(await runLabel(options, scene, sizes)).toEqual(records);
  } finally {
    scene.dispose();
  }
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the curve of real texts goes on where the others end", () => {
  const [alone, ...others] = labelCurves(records);
  expect(alone).toMatchObject({ method: "real only", counts: [22, 66, 264], tokens: 0 });
  expect(others.map(({ method }) => method)).toEqual(["11 generated", "33 generated", "33 generated, DIMP"]);
  for (const { counts: own, runs } of others) {
    expect(own).toEqual([22, 66]);
    expect(runs).toHaveLength(2);
  }
});

test("more texts take more tokens, and a smaller set is the beginning of a larger one", () => {
  const of = (method: string) =>
    records.find((one) => one.source === "writing" && one.method === method)!.metrics;
  expect(of("33 generated").tokens).toBeGreaterThan(of("11 generated").tokens);
  expect(of("11 generated").writing / of("11 generated").tokens).toBeCloseTo(
    of("33 generated").writing / of("33 generated").tokens,
    12,
  );
});

test("a curve with a missing run is refused", () => {
  const lacking = records.filter(({ source, seed }) => source !== "22 real" || seed !== 1);
  expect(() => labelCurves(lacking)).toThrow(
    "labelCurves: real only has no run of seed 1 with 22 real texts",
  );
});

test("the printed result judges each question by its own arms", () => {
  const gains: Record<string, number> = {
    "real only": 0,
    "550 generated": 0.02,
    "1100 generated": 0.03,
    "2200 generated": 0.04,
    "1100 generated, DIMP": 0.01,
  };
  const made = [0, 1, 2].flatMap((seed) => {
    const record = (source: string, method: string, metrics: Record<string, number>): RunRecord => ({
      ...{
        key: `${source} ${method} ${seed}`,
        data: "world",
        source,
        method,
        seed,
        settings: {},
        seconds: 1,
      },
      metrics,
    });
    const arms = [33, 110, 1100].flatMap((count) =>
      Object.entries(gains).map(([method, gain]) => {
        const accuracy = 0.6 + (gain * 100) / count + seed / 50 + (seed * gain * 10) / count;
        return record(`${count} real`, method, { accuracy, training: 1 });
      }),
    );
    const written = record("writing", "1100 generated", { tokens: 40_000, writing: 9, rightClass: 0.8 });
    return [...arms, written];
  });
  const result = labelResult("world", made);
  const verdicts = Object.fromEntries(result.claims.map(({ id, verdict }) => [id, verdict]));
  expect(verdicts).toMatchObject({ "helps-few": "supported", "gain-falls": "supported" });
  expect(verdicts["dimp-helps-usual"]).not.toBe("supported");
  expect(printLabel(result)).toContain("40,000 ± 0");
});

test("label or generate refuses a folder", async () => {
  await expect(labelOrGenerate.run({ scale: "world", seeds: 2, data: "here" })).rejects.toThrow(
    "labelOrGenerate: data is here, expected none",
  );
});

test("the cost of a goal is that of its labels, and of the generated texts where there are some", () => {
  const prices = { label: 0.1, thousandTokens: 0.5, second: 0.01 };
  const costs = goalCosts(curves, 10, [45, 900], prices);
  expect(costs.map(({ method, more, cost }) => [method, more, Math.round(100 * cost) / 100])).toEqual([
    ["real only", 45, 4.5],
    ["110 generated", 45, 2.03],
    ["real only", 900, 90],
  ]);
});

test("a map of prices is by hand where labels are cheap and tokens dear, and not in the other corner", () => {
  const prices = { labels: [0.001, 10], thousandTokens: [0.01, 100], second: 0 };
  const places = priceMap(curves, { real: 10, more: 90 }, prices, stream(1, "map"));
  const at = (label: string, thousandTokens: string) =>
    places.find((one) => one.label === label && one.thousandTokens === thousandTokens)!.byHand;
  expect(at("0.001", "100")).toBeCloseTo(1, 12);
  expect(at("10", "0.01")).toBe(0);
});

test("generated texts break even at their cost over the labels that they save", () => {
  const [few, many] = breakEvens(curves, [10, 100], 90, { thousandTokens: 0.5, second: 0.01 });
  expect(few.label).toBeCloseTo(2.03 / 90, 12);
  expect(many.label).toBeUndefined();
});
