import { expect, test } from "vitest";
import { drawToken } from "../../../src/generation/onnx/drawToken";

const all = { temperature: 1, topK: Infinity, topP: 1 };
const scores = (...probabilities: number[]) => Float32Array.from(probabilities, (p) => Math.log(p) + 3);

test("a token's log-probability is that of all tokens at temperature 1, whatever is cut", () => {
  const four = scores(0.1, 0.2, 0.4, 0.3);
  for (const settings of [
    all,
    { temperature: 0, topK: 1, topP: 1 },
    { temperature: 0.3, topK: 2, topP: 0.5 },
  ]) {
    const { token, logProb } = drawToken(four, settings, 0);
    expect(token).toBe(2);
    expect(logProb).toBeCloseTo(Math.log(0.4), 6);
  }
  expect(drawToken(Float32Array.of(0, 2, 1), all, 0).logProb).toBeCloseTo(-0.4076, 4);
});

test("the uniform number is the share of the probability, likeliest first", () => {
  const four = scores(0.1, 0.2, 0.4, 0.3);
  const at = (uniform: number) => drawToken(four, all, uniform).token;
  expect([0, 0.399, 0.401, 0.699, 0.701, 0.899, 0.901, 0.9999].map(at)).toEqual([2, 2, 3, 3, 1, 1, 0, 0]);
});

test("temperature one half squares the odds", () => {
  // 0.8 : 0.2 becomes 0.64 : 0.04, so that the likelier has 16 of 17.
  const at = (uniform: number) => drawToken(scores(0.2, 0.8), { ...all, temperature: 0.5 }, uniform).token;
  expect([16 / 17 - 1e-4, 16 / 17 + 1e-4].map(at)).toEqual([1, 0]);
});

test("top-k keeps the likeliest, the nucleus the fewest that hold its share, of what top-k left", () => {
  const four = scores(0.1, 0.2, 0.4, 0.3);
  const last = (settings: object) => drawToken(four, { ...all, ...settings }, 0.99999).token;
  expect(last({ topK: 1 })).toBe(2);
  expect(last({ topK: 3 })).toBe(1);
  expect(last({ topP: 0.39 })).toBe(2);
  expect(last({ topP: 0.41 })).toBe(3);
  expect(last({ topP: 0.71 })).toBe(1);
  // Of the two that remain the likelier holds 4 of 7.
  expect(last({ topK: 2, topP: 0.57 })).toBe(2);
  expect(last({ topK: 2, topP: 0.58 })).toBe(3);
});

test("a token of no probability is never drawn", () => {
  const three = Float32Array.of(-Infinity, 1, -Infinity);
  for (const uniform of [0, 0.5, 0.999999]) expect(drawToken(three, all, uniform).token).toBe(1);
});
