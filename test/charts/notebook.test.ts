import { afterEach, expect, test, vi } from "vitest";
import { abortSignal, displayBundle, insideNotebook } from "../../src/charts/notebook";

const display = Symbol.for("synthclass.display");
const signal = Symbol.for("synthclass.abortSignal");
const offered = globalThis as Record<symbol, unknown>;

afterEach(() => {
  delete offered[display];
  delete offered[signal];
  vi.restoreAllMocks();
});

test("outside a notebook a bundle prints its text, and its replacement nothing", () => {
  const print = vi.spyOn(console, "log").mockImplementation(() => {});
  displayBundle({ data: { "text/html": "<b>x</b>", "text/plain": "x" } });
  displayBundle({ data: { "text/plain": "y" }, transient: { display_id: "1" } }, true);
  expect(print.mock.calls).toEqual([["x"]]);
  expect(insideNotebook()).toBe(false);
  expect(abortSignal()).toBeUndefined();
});

test("inside a notebook bundles go to the kernel, and the signal is that of the running cell", () => {
  const kernel = vi.fn();
  const cells = [new AbortController(), new AbortController()];
  offered[display] = kernel;
  offered[signal] = () => cells[0].signal;
  const bundle = { data: { "text/plain": "x" } };
  displayBundle(bundle, true);
  expect(kernel).toHaveBeenCalledWith(bundle, true);
  expect(abortSignal()).toBe(cells[0].signal);
  offered[signal] = () => cells[1].signal;
  expect(abortSignal()).toBe(cells[1].signal);
});
