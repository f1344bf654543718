import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Example } from "../../../src/data/dataset";
import { worldDataset } from "../../../src/data/world/worldDataset";
import { readLedger } from "../../../src/experiments/ledger";
import { worldKnobs } from "../../../src/papers/world/worldKnobs";
import { checkerReliability, doubtedTexts } from "../../../src/papers/your-data/doubtedTexts";
import { findableGain } from "../../../src/papers/your-data/findableGain";
import { printYourData } from "../../../src/papers/your-data/printYourData";
import { readYourData, type YourData } from "../../../src/papers/your-data/readYourData";
import { writeExampleFolder } from "../../../src/papers/your-data/writeExampleFolder";
import { focal } from "../../../src/papers/your-data/yourArms";
import { compareOn, yourData } from "../../../src/papers/your-data/yourData";
import { stream } from "../../../src/random/stream";
import { studentTQuantile } from "../../../src/statistics/studentT";

/** Films are praised or blamed by single words, of which the real texts have few. */
const words = { good: ["fine", "great", "lovely", "superb"], bad: ["dull", "poor", "awful", "weak"] };
const texts = (label: keyof typeof words, known: number, count: number, called: string = label): Example[] =>
  Array.from({ length: count }, (_, at) => ({
    text: `film ${at} was ${words[label][at % known]}`,
    label: called,
  }));

const data: YourData = {
  name: "films",
  labels: ["bad", "good"],
  real: [...texts("good", 2, 5), ...texts("bad", 2, 5)],
  generated: [...texts("good", 4, 30), ...texts("bad", 4, 26), ...texts("good", 1, 4, "bad")],
  test: [...texts("good", 4, 16), ...texts("bad", 4, 12)],
  findings: [],
};

const meanOf = (result: Awaited<ReturnType<typeof compareOn>>, source: string, method: string) =>
  result.rows.find((row) => row.source === source && row.method === method && row.metric === "accuracy")!
    .mean;

test("generated texts that know more words than the real ones are found to help, and the ledger keeps every run", async () => {
  const place = mkdtempSync(join(tmpdir(), "your-data-"));
  const options = { scale: "small", seeds: 4, ledger: join(place, "films.jsonl") } as const;
  const result = await compareOn(data, options);
  const [alone, both] = [meanOf(result, "real", "CE"), meanOf(result, "both", "CE")];
  // The real texts have half of the words; of the generated ones one in fifteen has the wrong label.
  expect(both).toBeGreaterThan(alone + 0.05);
  expect(readLedger(options.ledger).records.size).toBe(4 * 9);
  const again: string[] = [];
  const resumed = await compareOn(data, { ...options, onProgress: ({ text }) => again.push(text) });
  expect(again).toEqual([`runs to do: 0, already in ${options.ledger}: 36`, "done"]);
  expect(resumed).toEqual(result);
  expect(printYourData(result)).toContain("Are both together better than the real ones?");
  rmSync(place, { recursive: true });
});

test("a wrong label is the most doubted text, and the quality checker's reliability is that of unseen real texts", async () => {
  const doubted = await doubtedTexts(data, 0);
  expect(doubted.length).toBe(data.generated.length);
  expect(
    doubted.slice(0, 4).map(({ text, label, believed }) => [text.split(" ")[3], label, believed]),
  ).toEqual(Array.from({ length: 4 }, () => ["fine", "bad", "good"]));
  const [{ quality, diversity, weight }] = doubted;
  expect(weight).toBeCloseTo(quality / diversity, 12);
  const { bins } = await checkerReliability(data, 0);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(data.real.length);
});

test("the weight of focal loss is one minus the probability of the label", () => {
  expect(focal.weightOf({}, stream(0, "none"))(7, Math.log(0.75))).toBeCloseTo(0.25, 12);
});

test("34 runs whose differences deviate by one find a gain of one half, as Cohen's tables have it", () => {
  const half = studentTQuantile(0.975, 33) / Math.sqrt(34);
  const verdict = { id: "gain", place: "(a)", verdict: "supported", effect: 1, p: 0.01 } as const;
  const gain = findableGain({ ...verdict, low: 1 - half, high: 1 + half }, 34, 1);
  expect(gain).toBeGreaterThan(0.485);
  expect(gain).toBeLessThanOrEqual(0.5);
  expect(() => findableGain({ ...verdict, low: null, high: null }, 34, 1)).toThrow(
    new RangeError("findableGain: gain has no interval, expected a claim that was tested"),
  );
});

test("the command takes a folder at scale small, and none at scale world", async () => {
  await expect(yourData.run({ scale: "small", seeds: 2 })).rejects.toThrow(
    new RangeError("yourData: data is missing, expected a folder at scale small"),
  );
  await expect(yourData.run({ scale: "world", data: "films", seeds: 2 })).rejects.toThrow(
    new RangeError("yourData: data is films, expected none at scale world"),
  );
});

test("in the example one generated label in five is wrong, and nine of the ten most doubted", async () => {
  const place = mkdtempSync(join(tmpdir(), "your-data-"));
  const example = await readYourData(writeExampleFolder(place));
  rmSync(place, { recursive: true });
  const sizes = { train: 0, validation: 0, test: 0, synthetic: 3200 };
  const { synthetic } = worldDataset({ sizes, knobs: worldKnobs, seed: 0 });
  const written = new Map(synthetic.synthetic.map(({ text, trueLabel }) => [text, trueLabel]));
  const wrong = (await doubtedTexts(example, 0)).map(({ text, label }) => written.get(text) !== label);
  expect(wrong.filter((is) => is).length).toBe(121);
  expect(wrong.slice(0, 10).filter((is) => is).length).toBe(9);
});
