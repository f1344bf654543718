import { beforeAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import type { ExperimentResult } from "../../src/experiments/experiment";
import { runModelSize } from "../../src/papers/dimp/modelSize";
import { withLargeDiversity } from "../../src/papers/dimp/modelSizeResult";
import { printModelSize } from "../../src/papers/dimp/printModelSize";
import { tinySettings } from "./dimpTiny";

let result: ExperimentResult;
let tensors: number;
beforeAll(async () => {
  tensors = await tensorsLeft(async () => {
    result = await runModelSize({ scale: "world", seeds: 2 }, tinySettings);
  });
}, 60_000);
const meanOf = (data: string, method: string, metric: string) =>
  result.rows.find((row) => row.data === data && row.method === method && row.metric === metric)?.mean;

test("both sizes have their rows of Table 2", () => {
  const arms = new Set(result.rows.map(({ data, source, method }) => `${data}: ${source}: ${method}`));
  expect([...arms]).toEqual([
    "world, base: small real: CE",
    "world, base: synthetic: CE",
    "world, base: synthetic: DIMP",
    "world, large: synthetic: CE",
    "world, large: synthetic: IMP",
    `world, large: synthetic: ${withLargeDiversity}`,
    "world, large: synthetic: DIMP",
  ]);
});

test("the quality checker is the small one everywhere, the diversity checker is not", () => {
  const quality = ["IMP", withLargeDiversity, "DIMP"].map((method) =>
    meanOf("world, large", method, "meanQuality"),
  );
  expect(new Set(quality).size).toBe(1);
  expect(quality[0]).toBe(meanOf("world, base", "DIMP", "meanQuality"));
  expect(meanOf("world, large", "IMP", "meanWeight")).not.toBe(
    meanOf("world, large", withLargeDiversity, "meanWeight"),
  );
});

test("the experiment frees every tensor, prints Table 2 and refuses a folder", async () => {
  expect(tensors).toBe(0);
  expect(printModelSize(result)).toContain("83.25");
  await expect(runModelSize({ scale: "world", seeds: 2, data: "somewhere" })).rejects.toThrow(
    new RangeError("modelSize: data is somewhere, expected none"),
  );
});
