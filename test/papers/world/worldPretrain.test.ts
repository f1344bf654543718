import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { worldModelSettings } from "../../../src/papers/world/worldModelSettings";
import { runWorldPretrain, worldPretrain } from "../../../src/papers/world/worldPretrain";

const tiny = {
  ...worldModelSettings,
  decoder: { ...worldModelSettings.decoder, hiddenSize: 16, heads: 2 },
  training: { ...worldModelSettings.training, steps: 2, batchSize: 1 },
  heldOut: { pages: 2, every: 1 },
};

let models: string;
const before = process.env.SYNTHCLASS_MODELS;

beforeAll(() => {
  models = mkdtempSync(join(tmpdir(), "world-pretrain-"));
  process.env.SYNTHCLASS_MODELS = models;
});

afterAll(() => {
  rmSync(models, { recursive: true, force: true });
  if (before === undefined) delete process.env.SYNTHCLASS_MODELS;
  else process.env.SYNTHCLASS_MODELS = before;
});

test("the world itself is the limit: everything it writes is accepted, and nobody is less surprised", async () => {
  const ledger = join(models, "runs.jsonl");
  const options = { scale: "world" as const, seeds: 2, ledger };
  const result = await runWorldPretrain(options, tiny, { perClass: 1, pages: 4 });
  const meanOf = (method: string, source: string, metric: string) =>
    result.rows.find((row) => row.method === method && row.source === source && row.metric === metric)!.mean;
  for (const source of ["zero-shot", "zero-shot topic", "few-shot 5"]) {
    expect(meanOf("the world itself", source, "accepted")).toBe(1);
    const gap = meanOf("language model", source, "natsPerToken minus the world itself");
    expect(gap).toBeGreaterThan(1);
  }
  const text = worldPretrain.print(result);
  expect(text).toContain("Held-out nats a token while the model reads");
  expect(text).toContain("coral ecology");
  expect(await runWorldPretrain(options, tiny, { perClass: 1, pages: 4 })).toEqual(result);
}, 120_000);

test("worldPretrain refuses a folder of data", async () => {
  await expect(runWorldPretrain({ scale: "world", seeds: 2, data: "x" })).rejects.toThrow(
    new RangeError("worldPretrain: data is x, expected none"),
  );
});
