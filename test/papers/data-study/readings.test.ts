import { expect, test } from "vitest";
import type { RunRecord } from "../../../src/experiments/runRecord";
import {
  correlationsAtEqualFidelity,
  diversityCorrelations,
} from "../../../src/papers/data-study/diversityCorrelations";
import { realCounts, sourceOf } from "../../../src/papers/data-study/lowResource";
import { mixingResult, mixtures } from "../../../src/papers/data-study/mixing";
import { besidePoints, repeatPoints, sharePoints } from "../../../src/papers/data-study/mixturePoints";
import { realTextsWorth } from "../../../src/papers/data-study/realTextsWorth";
import { rightlyLabelled } from "../../../src/papers/data-study/rightlyLabelled";
import { paperStudy } from "../../../src/papers/data-study/settings";
import { volumeMethods, volumeSources } from "../../../src/papers/data-study/volume";
import { doublingGains, volumePoints } from "../../../src/papers/data-study/volumeCurves";
import { volumeFits, volumeFitTable } from "../../../src/papers/data-study/volumeFits";
import { stream } from "../../../src/random/stream";

/** A run as a ledger keeps it. */
function run(place: Partial<RunRecord>, metrics: Record<string, number>): RunRecord {
  const where = { data: "fields", source: "", method: "", seed: 0, ...place };
  return { key: JSON.stringify(where), settings: {}, seconds: 1, ...where, metrics };
}

test("generated texts that are as good as twice the real ones are worth that, up to the end of the curve", () => {
  const accuracy = (count: number) => 0.1 * Math.log2(count);
  const records = [0, 1].flatMap((seed) =>
    realCounts.flatMap((perClass) => {
      const source = sourceOf(perClass);
      return [
        run({ source, method: "real only", seed }, { accuracy: accuracy(11 * perClass) + seed / 100 }),
        run({ source, method: "mixed", seed }, { accuracy: accuracy(22 * perClass) + seed / 100 }),
      ];
    }),
  );
  const worth = realTextsWorth(records, stream(1, "worth"));
  for (const { real, alone, low, high, beyond } of worth) {
    expect(beyond).toBe(real > 396 - 1);
    expect(alone).toBeCloseTo(beyond ? 792 : 2 * real, 6);
    // Both runs have the same curves, one a hundredth higher: every resample gives the same number.
    expect(high - low).toBeCloseTo(0, 6);
  }
  expect(worth.map(({ real }) => real)).toEqual([33, 66, 99, 198, 396, 792]);
});

test("runs on one saturating curve give its numbers back, and the place where a doubling gains a point", () => {
  const records = [0, 1, 2].flatMap((seed) =>
    volumeSources.flatMap((source) =>
      volumeMethods.flatMap((method, at) =>
        paperStudy.volumes.map((size) =>
          run(
            { data: `${size} texts`, source, method, seed },
            { accuracy: 0.8 + (source === "mixed" ? 0.1 : 0) - (2 + at) / Math.sqrt(size) },
          ),
        ),
      ),
    ),
  );
  const fits = volumeFits(records, stream(1, "volume"));
  expect(fits.map(({ source, method }) => `${source} ${method}`)).toHaveLength(2 * 4);
  const mixed = fits.find(({ source, method }) => source === "mixed" && method === volumeMethods[0])!;
  expect(mixed.limit).toBeCloseTo(0.9, 8);
  expect(mixed.power).toBe(0.5);
  expect(mixed.flattensAt).toBeCloseTo(3431.4575, 2);
  expect(mixed.high - mixed.low).toBeLessThan(1e-6);
  const overall = fits.find(({ source, method }) => source === "synthetic" && method === "mean of methods")!;
  expect(overall.drop).toBeCloseTo(3, 6);
  const gains = doublingGains(records, "synthetic");
  expect(gains.map(({ step }) => step)).toEqual(["100 to 500", "500 to 1000", "1000 to 2000"]);
  expect(gains[2].mean).toBeCloseTo(3 * (1 / Math.sqrt(1000) - 1 / Math.sqrt(2000)), 12);
  expect(gains[0].mean).toBeCloseTo((3 * (0.1 - 1 / Math.sqrt(500))) / Math.log2(5), 12);
  expect(volumePoints(records, "mixed").map(({ texts }) => texts)).toEqual([100, 500, 1000, 2000]);
  expect(volumePoints(records, "mixed")[0].mean).toBeCloseTo(0.9 - 0.3, 12);
});

test("a curve that rises as much with each doubling has no limit in sight and flattens nowhere near", () => {
  const records = [0, 1].flatMap((seed) =>
    volumeSources.flatMap((source) =>
      volumeMethods.flatMap((method) =>
        paperStudy.volumes.map((size) =>
          run({ data: `${size} texts`, source, method, seed }, { accuracy: 0.3 + 0.02 * Math.log2(size) }),
        ),
      ),
    ),
  );
  const [fit] = volumeFits(records, stream(1, "volume"));
  expect(fit.flattensAt).toBe(100_000);
  expect(volumeFitTable([fit]).toString()).toMatch(/none in sight.*≥ 100,000 \[≥ 100,000, ≥ 100,000\]/);
});

test("variety that only follows from wrong labels is nothing among sets of equal fidelity", () => {
  const sets = [0, 1, 2].flatMap((seed) =>
    Array.from({ length: 12 }, (_, at) => {
      const fidelity = at % 6;
      const varied = -fidelity + ((at * (5 + seed)) % 12) / 4;
      const own = {
        similarity: -varied,
        distinct2: varied,
        selfBleu: -varied,
        vendi: varied,
        coverage: varied,
      };
      return run({ method: String(at), seed }, { ...own, fidelity, accuracy: fidelity });
    }),
  );
  const noisy = sets.map((set, at) => ({
    ...set,
    metrics: { ...set.metrics, accuracy: set.metrics.accuracy + ((at * 7) % 11) / 12 },
  }));
  const over = diversityCorrelations(noisy);
  expect(over.find(({ measure }) => measure === "right class")!.mean).toBeGreaterThan(0.9);
  const [similarity] = over;
  expect(similarity.mean).toBeLessThan(-0.5);
  const [given] = correlationsAtEqualFidelity(noisy);
  expect(Math.abs(given.mean)).toBeLessThan(0.5 * Math.abs(similarity.mean));
  const few = diversityCorrelations(noisy, ({ method }) => Number(method) < 6);
  expect(few[0].mean).not.toBe(similarity.mean);
});

test("each mixture is a point of one of three curves", () => {
  const records = mixtures.flatMap(({ source, name }, at) =>
    [0, 1].map((seed) =>
      run({ source, method: name, seed }, { accuracy: at / 100 + seed / 1000, macroF1: 0.5 }),
    ),
  );
  const result = mixingResult("world", records);
  expect(sharePoints(result).map(({ x }) => Math.round(x))).toEqual([0, 11, 25, 50, 75, 100]);
  expect(besidePoints(result).map(({ x }) => x)).toEqual([0, 99, 198, 495, 990]);
  expect(repeatPoints(result).map(({ x }) => x)).toEqual([1, 2, 5, 10]);
  const [once] = repeatPoints(result);
  expect(once.mean).toBe(besidePoints(result)[4].mean);
  expect(once.mean).toBeCloseTo(0.1005, 12);
});

test("texts of another class than their label's are left out, undecided ones stay", () => {
  const of: Record<string, number[]> = { a: [0.6, 0.4], b: [0.2, 0.8], either: [0.5, 0.5] };
  const real = { labels: ["a", "b"], posterior: (text: string) => of[text] };
  const texts = ["a", "b", "either"].flatMap((text) => ["a", "b"].map((label) => ({ text, label })));
  expect(rightlyLabelled(texts, real).map(({ text, label }) => `${text} as ${label}`)).toEqual([
    "a as a",
    "b as b",
    "either as a",
    "either as b",
  ]);
});
