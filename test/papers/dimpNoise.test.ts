import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { runNoise } from "../../src/papers/dimp/noise";
import {
  dimpPartPoints,
  dimpPartsMethod,
  impPartPoints,
  impPartsMethod,
  noiseClaims,
  noisySource,
} from "../../src/papers/dimp/noiseResult";
import { noiseTables, printNoise } from "../../src/papers/dimp/printNoise";
import { meanIn, tinySettings } from "./dimpTiny";

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await runNoise({ scale: "world", seeds: 2 }, tinySettings);
  });
}, 60_000);

test("the rows of Table 4 are trained, and both looks at the parts are taken", () => {
  const arms = new Set(result.rows.map(({ source, method }) => `${source}: ${method}`));
  expect([...arms]).toEqual([
    "small real: CE",
    ...["CE", "Focal", "IMP", "DIMP", impPartsMethod, dimpPartsMethod].map(
      (method) => `${noisySource}: ${method}`,
    ),
  ]);
});

test("scores by part are probabilities, and there are three parts of three numbers", () => {
  const points = impPartPoints(result);
  expect(points.map(({ what, part }) => `${what} ${part}`)).toEqual(
    ["P'", "Q", "weight"].flatMap((what) =>
      ["original", "swapped", "duplicated"].map((part) => `${what} ${part}`),
    ),
  );
  for (const { what, mean } of points) {
    expect(mean).toBeGreaterThan(0);
    if (what !== "weight") expect(mean).toBeLessThan(1);
  }
});

test("DIMP is looked at after each of five epochs, and its belief in labels grows while it trains", () => {
  const belief = dimpPartPoints(result).filter(({ what, part }) => what === "p" && part === "duplicated");
  expect(belief.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
  expect(belief[4].mean).toBeGreaterThan(belief[0].mean);
});

test("the mean weight over all texts is that of its parts, by their sizes", () => {
  const weight = (part: string) => meanIn(result.rows, noisySource, impPartsMethod, `weight, ${part}`)!;
  // Of 33 texts 11 are left, 11 swapped, 11 copied.
  const together = (weight("original") + weight("swapped") + 2 * weight("duplicated")) / 4;
  expect(together).toBeCloseTo(meanIn(result.rows, noisySource, "IMP", "meanWeight")!, 6);
});

test("parts are not exchanged: P' believes labels that were left, and copies of them, more than swapped ones", () => {
  const quality = (part: string) => meanIn(result.rows, noisySource, impPartsMethod, `P', ${part}`)!;
  expect(quality("original")).toBeGreaterThan(quality("swapped"));
  expect(quality("duplicated")).toBeGreaterThan(quality("swapped"));
});

test("an order over the epochs is judged by the epoch that speaks least for it", () => {
  const claim = noiseClaims.find(({ id }) => id === "dimp-turns-copies-down")!;
  const metrics = {
    "weight, original, epoch 1": 3,
    "weight, duplicated, epoch 1": 3.5,
    "weight, original, epoch 2": 0.9,
    "weight, duplicated, epoch 2": 0.7,
  };
  const record = { key: "a", data: "world", source: noisySource, seed: 0, settings: {}, seconds: 1, metrics };
  expect(claim.evidence!.perSeed([{ ...record, method: dimpPartsMethod }])).toEqual([-0.5]);
});

test("the experiment frees every tensor and prints its verdicts beside the paper's table", () => {
  expect(tensors).toBe(0);
  expect(printNoise(result)).toContain("82.51 / 80.22");
  expect(String(noiseTables(result).claims)).toContain("Q is higher for duplicated texts");
});
