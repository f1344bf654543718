import { expect, test } from "vitest";
import { heaviestTenth } from "../../src/papers/dimp/heaviestTenth";

const logs = (...values: number[]) => values.map(Math.log);

test("of twelve points the one with the highest ratio P'/p is the tenth, whatever its P' and its p", () => {
  const quality = [0.9, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2];
  const model = [0.9, 0.1, 0.4, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2];
  const facts = {
    logQuality: logs(...quality),
    logModel: logs(...model),
    logTrained: [],
    logReal: [],
    logGenerated: [],
  };
  const { tenth, all } = heaviestTenth(
    { facts },
    quality.map((_, i) => i === 1 || i === 2 || i === 3),
  );
  expect(tenth.quality).toBeCloseTo(0.3, 12);
  expect(tenth.model).toBeCloseTo(0.1, 12);
  expect(tenth.wrongLabels).toBe(1);
  expect(all.quality).toBeCloseTo(quality.reduce((a, b) => a + b) / 12, 12);
  expect(all.wrongLabels).toBeCloseTo(0.25, 12);
});
