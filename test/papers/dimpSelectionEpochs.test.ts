import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { type SelectionEpoch, selectionEpochs } from "../../src/papers/dimp/selectionEpochs";
import { tinySettings } from "./dimpTiny";

test("each epoch has accuracies on three sets of rows, the same again for the seed, and frees every tensor", async () => {
  let epochs: SelectionEpoch[] = [];
  const left = await tensorsLeft(async () => {
    epochs = await selectionEpochs(1, undefined, tinySettings);
  });
  expect(left).toBe(0);
  expect(epochs.map(({ epoch }) => epoch)).toEqual(
    Array.from({ length: tinySettings.schedule.epochs }, (_, i) => i + 1),
  );
  const { test: tested, smallReal } = { ...tinySettings.rows };
  for (const { test: onTest, checkersRows, others } of epochs) {
    expect(onTest * tested).toBeCloseTo(Math.round(onTest * tested), 8);
    for (const share of [checkersRows, others])
      expect(share * smallReal).toBeCloseTo(Math.round(share * smallReal), 8);
  }
  expect(await selectionEpochs(1, undefined, tinySettings)).toEqual(epochs);
});
