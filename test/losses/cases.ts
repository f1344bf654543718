/** @file The losses and one lopsided batch, shared by the tests of this folder. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { tf } from "../../src/engine/tensorflow";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { dimpLoss, dimpLossMeanOne } from "../../src/losses/dimpLoss";
import { focal } from "../../src/losses/focal";
import { focalDetached } from "../../src/losses/focalDetached";
import { impLoss } from "../../src/losses/impLoss";
import { qualityOnlyLoss } from "../../src/losses/qualityOnlyLoss";

interface Golden {
  logits: number[][];
  labels: number[];
  logQuality: number[];
  logDiversity: number[];
  expected: Record<string, { losses: number[]; gradientOfMean: number[][] }>;
}

/** What PyTorch says: written by test/golden/losses.py. */
export const golden: Golden = JSON.parse(readFileSync(join(__dirname, "../golden/losses.json"), "utf8"));

type Columns = { logQuality: tf.Tensor; logDiversity: tf.Tensor };

/** Every loss by its name in the golden file. */
export const losses: Record<string, (logits: tf.Tensor, labels: tf.Tensor, columns: Columns) => tf.Tensor> = {
  crossEntropy,
  focal: (logits, labels) => focal(logits, labels, 2),
  focalDetached: (logits, labels) => focalDetached(logits, labels, 1),
  impLoss,
  dimpLoss,
  dimpLossMeanOne,
  qualityOnlyLoss,
};

/** The golden batch as tensors. */
export function goldenBatch() {
  return {
    logits: tf.tensor2d(golden.logits),
    labels: tf.tensor1d(golden.labels, "int32"),
    columns: { logQuality: tf.tensor1d(golden.logQuality), logDiversity: tf.tensor1d(golden.logDiversity) },
  };
}

/** Two classes with equal logits, `count` times: every p is one half. */
export function evenOdds(count: number) {
  return { logits: tf.zeros([count, 2]), labels: tf.zeros([count], "int32") };
}

/** The gradient of the sum of a loss in its logits. */
export function gradient(loss: (logits: tf.Tensor) => tf.Tensor, logits: tf.Tensor): number[] {
  return [...tf.tidy(() => tf.grad((x) => tf.sum(loss(x)))(logits)).dataSync()];
}

/** Expects each number to agree in relative terms (absolute below 1). */
export function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, digits: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const scale = Math.max(1, Math.abs(expected[i]));
    expect(actual[i] / scale, `number ${i}`).toBeCloseTo(expected[i] / scale, digits);
  }
}
