import { describe, expect, test } from "vitest";
import { graphFunction } from "../../../src/engine/graphFunction";
import { tensorsLeft } from "../../../src/engine/leakGuard";
import { gelu } from "../../../src/engine/ops/gelu";
import { geluTanh } from "../../../src/engine/ops/geluTanh";
import { silu } from "../../../src/engine/ops/silu";
import { tf } from "../../../src/engine/tensorflow";
import { expectClose, expectGradient } from "../closeTo";

const x = tf.tensor2d([
  [0.3, -1.2, 2.1, 0],
  [-0.4, 0.9, 0.1, -2.5],
]);

describe.each([
  { name: "silu", gate: silu },
  { name: "geluTanh", gate: geluTanh },
])("$name", ({ gate }) => {
  test("is x where x is large and 0 where it is small, without overflow", () => {
    expectClose(gate(tf.tensor1d([-1e4, -40, 0, 40, 1e4])).dataSync(), [0, 0, 0, 40, 1e4], 1e-6);
  });

  test("has the gradient of finite differences", () => {
    expectGradient((z) => gate(z).mul([0.5, -1, 2, 0.3]), x);
  });

  test("gives in a graph, with its gradient, what it gives op by op", () => {
    const both = (z: tf.Tensor) => ({ value: gate(z), slope: tf.grad((y) => gate(y).sum())(z) });
    const graph = graphFunction("gate", both);
    const [ours, eager] = [graph(x), both(x)];
    expectClose(ours.value.dataSync(), eager.value.dataSync(), 1e-6);
    expectClose(ours.slope.dataSync(), eager.slope.dataSync(), 1e-6);
    graph.dispose();
  });

  test("leaves exactly one new tensor behind", () => {
    expect(tensorsLeft(() => gate(x))).toBe(1);
  });
});

test("silu(1) = 1 / (1 + e⁻¹) = 0.7311 and silu(-2) = -2 / (1 + e²) = -0.2384", () => {
  expectClose(silu(tf.tensor1d([1, -2])).dataSync(), [0.731059, -0.238406], 1e-5);
});

test("geluTanh is within 0.0005 of gelu and not the same", () => {
  const places = tf.linspace(-4, 4, 81);
  const gap = tf.max(tf.abs(tf.sub(geluTanh(places), gelu(places)))).dataSync()[0];
  expect(gap).toBeLessThan(5e-4);
  expect(gap).toBeGreaterThan(1e-4);
});
