import { beforeAll, expect, test } from "vitest";
import { createWorld } from "../../src/data/world/world";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { runConvergence } from "../../src/papers/dimp/convergence";
import { byLabel, byText, unweighted } from "../../src/papers/dimp/convergenceArms";
import { boundName, convergenceClaims, shareName } from "../../src/papers/dimp/convergenceResult";
import {
  labelWeights,
  moments,
  noWeights,
  shareBeyond,
  type TextFacts,
  textFacts,
  textWeights,
  weightedLoss,
} from "../../src/papers/dimp/importanceMoments";
import { printConvergence, straysOf } from "../../src/papers/dimp/printConvergence";
import { stream } from "../../src/random/stream";

const logs = (...values: number[]) => values.map(Math.log);

/** P(x, y) = .06, .02 and Q(x, y) = .1, .1 of one text; the model gives the labels .5 and .25. */
const text: TextFacts = {
  logReal: logs(0.06, 0.02),
  logGenerated: logs(0.1, 0.1),
  losses: logs(2, 4),
};

test("weights of a text by hand: P(y|x)/Q(y|x) = .75/.5 and .25/.5, P(x,y)/Q(x,y) = .6 and .2", () => {
  expect(labelWeights(text).map(Math.exp)[0]).toBeCloseTo(1.5, 12);
  expect(labelWeights(text).map(Math.exp)[1]).toBeCloseTo(0.5, 12);
  expect(textWeights(text).map(Math.exp)[0]).toBeCloseTo(0.6, 12);
  expect(weightedLoss(text, 1, labelWeights)).toBeCloseTo(0.5 * Math.log(4), 12);
});

test("expectation and variance over the labels of a text, by hand", () => {
  const { expectation, variance } = moments([text], labelWeights);
  expect(expectation).toBeCloseTo(0.75 * Math.log(2) + 0.25 * Math.log(4), 12);
  const [a, b] = [1.5 * Math.log(2), 0.5 * Math.log(4)];
  expect(variance).toBeCloseTo((a * a + b * b) / 2 - ((a + b) / 2) ** 2, 12);
  expect(moments([text], noWeights).expectation).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(4), 12);
});

test("label weights turn the labels of every single text from Q to P, whatever the text (Eq. 19, line 2)", () => {
  const world = createWorld();
  for (const { text: words } of world.generated.sample(20, stream(2, "labels"))) {
    const facts = textFacts(world, world.generated, words);
    const direct = world.real.posterior(words).reduce((sum, p, y) => sum + p * facts.losses[y], 0);
    expect(moments([facts], labelWeights).expectation).toBeCloseTo(direct, 8);
  }
});

test("half of the means over two draws of 0, 0, 1, 1 lie 1 or more from 0; five draws are too many", () => {
  expect(shareBeyond([0, 0, 1, 1], 2, 0, 1)).toBe(0.5);
  expect(() => shareBeyond([0, 0, 1, 1], 5, 0, 1)).toThrow(
    new RangeError("shareBeyond: size is 5, expected a whole number from 1 to 4 like the draws"),
  );
});

let result: ExperimentResult;
beforeAll(async () => {
  const settings = { sizes: [4, 16], distance: 0.25, texts: 64, expectationTexts: 128 };
  result = await runConvergence({ scale: "world", seeds: 2 }, settings);
}, 60_000);

const meanOf = (source: string, method: string, metric: string) =>
  result.rows.find((row) => row.source === source && row.method === method && row.metric === metric)!.mean;

test("with texts as real, weights of labels and of texts are the same; with generated ones they are not", () => {
  const both = (source: string) => [byLabel, byText].map((method) => meanOf(source, method, "estimate"));
  expect(both("texts as real")[0]).toBeCloseTo(both("texts as real")[1], 6);
  expect(Math.abs(both("as generated")[0] - both("as generated")[1])).toBeGreaterThan(1e-3);
});

test("weights bring the limit nearer to the loss on real text than CE", () => {
  const off = (method: string) =>
    Math.abs(meanOf("as generated", method, "limit") - meanOf("as generated", method, "target"));
  expect(off(byLabel)).toBeLessThan(off(unweighted) / 2);
});

test("where texts are as real, they are the same ones, and the limit is the loss on real text", () => {
  for (const method of [byLabel, byText]) {
    expect(meanOf("texts as real", method, "gapOfLimit")).toBeCloseTo(0, 10);
  }
  expect(Math.abs(meanOf("texts as real", unweighted, "gapOfLimit"))).toBeGreaterThan(0.2);
});

test("no weight by label brings back a class that is hardly written; weights by text do, in the limit", () => {
  const off = (method: string) => Math.abs(meanOf("one class hardly written", method, "gapOfLimit"));
  expect(off(byLabel)).toBeGreaterThan(0.05);
  expect(off(byText)).toBeLessThan(0.03);
});

test("the bound is judged where it leaves least: one N at which means stray too often speaks against it", () => {
  const claim = convergenceClaims.find(({ id }) => id === "chebyshev-holds")!;
  const metrics = {
    [boundName(8)]: 0.9,
    [shareName(8)]: 0.1,
    [boundName(32)]: 0.2,
    [shareName(32)]: 0.25,
  };
  const record = { key: "a", data: "world", seed: 0, settings: {}, seconds: 1, metrics };
  const records = [{ ...record, source: "as generated", method: byLabel }];
  const [room] = claim.evidence!.perSeed(records);
  expect(room).toBeCloseTo(-0.05, 12);
});

test("the chart has one point for each arm and size, whose bound falls with N", () => {
  const strays = straysOf(result);
  expect(strays).toHaveLength(24);
  const [small, large] = strays.filter(
    ({ source, method }) => source === "as generated" && method === byLabel,
  );
  expect(large.bound).toBeCloseTo(small.bound / 4, 2);
  expect(printConvergence(result)).toContain("Chebyshev allows");
});

test("a folder is refused", async () => {
  await expect(runConvergence({ scale: "world", seeds: 2, data: "x" })).rejects.toThrow(
    new RangeError("convergence: data is x, expected none"),
  );
});
