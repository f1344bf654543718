import { afterEach, expect, test } from "vitest";
import type { Bundle } from "../../src/charts/notebook";
import { type ProgressPlace, progressBar } from "../../src/charts/progressBar";

const display = Symbol.for("synthclass.display");

/** A clock that is set by hand, and what was written. */
function place(kind: "notebook" | "terminal" | "log") {
  const written: string[] = [];
  const clock = { milliseconds: 0 };
  const made: ProgressPlace = {
    now: () => clock.milliseconds,
    notebook: kind === "notebook",
    terminal: kind === "terminal",
    write: (text) => written.push(text),
  };
  return { made, written, clock };
}

afterEach(() => {
  delete (globalThis as Record<symbol, unknown>)[display];
});

test("in a notebook one display is updated in place, at most five times a second", () => {
  const shown: { bundle: Bundle; update?: boolean }[] = [];
  (globalThis as Record<symbol, unknown>)[display] = (bundle: Bundle, update?: boolean) =>
    shown.push({ bundle, update });
  const { made, clock } = place("notebook");
  const bar = progressBar("CE", 1000, made);
  for (let step = 1; step <= 1000; step++) {
    clock.milliseconds += 2;
    bar.update(step);
  }
  bar.finish("loss 0.20");
  // Two seconds: one at the start, ten updates, one at the end.
  expect(shown.length).toBe(12);
  expect(shown.map(({ update }) => update)).toEqual([false, ...new Array(11).fill(true)]);
  expect(new Set(shown.map(({ bundle }) => bundle.transient!.display_id)).size).toBe(1);
  expect(shown[11].bundle.data["text/plain"]).toBe("CE: 1000 of 1000, 2.0 s, loss 0.20");
  expect(shown[11].bundle.data["text/html"]).toContain("width: 100.0%");
});

test("two bars in a notebook do not replace each other", () => {
  const ids: string[] = [];
  (globalThis as Record<symbol, unknown>)[display] = (bundle: Bundle) =>
    ids.push(bundle.transient!.display_id);
  progressBar("a", 1, place("notebook").made);
  progressBar("b", 1, place("notebook").made);
  expect(ids[0]).not.toBe(ids[1]);
});

test("a title from elsewhere is escaped", () => {
  const shown: Bundle[] = [];
  (globalThis as Record<symbol, unknown>)[display] = (bundle: Bundle) => shown.push(bundle);
  progressBar("<img src=x>", 1, place("notebook").made);
  expect(shown[0].data["text/html"]).toContain("&lt;img src=x&gt;");
});

test("in a terminal one line is rewritten, with elapsed and remaining time", () => {
  const { made, written, clock } = place("terminal");
  const bar = progressBar("CE", 400, made);
  clock.milliseconds = 12_000;
  bar.update(120, "loss 0.41");
  expect(written[1]).toBe("\r\u001b[K██████░░░░░░░░░░░░░░ CE: 120 of 400 (30 %), 12 s, 28 s left, loss 0.41");
  clock.milliseconds = 40_000;
  bar.update(400);
  bar.finish();
  expect(written.at(-1)).toBe("\r\u001b[K████████████████████ CE: 400 of 400, 40 s\n");
});

test("in a log a line comes every ten seconds, and one at the end", () => {
  const { made, written, clock } = place("log");
  const bar = progressBar("CE", 250, made);
  for (let step = 1; step <= 250; step++) {
    clock.milliseconds += 100;
    bar.update(step);
  }
  bar.finish();
  expect(written).toEqual([
    "CE: 100 of 250 (40 %), 10 s, 15 s left\n",
    "CE: 200 of 250 (80 %), 20 s, 5.0 s left\n",
    "CE: 250 of 250, 25 s\n",
  ]);
});

test("a run that stops early says where", () => {
  const { made, written } = place("log");
  const bar = progressBar("CE", 10, made);
  bar.update(4);
  bar.finish("interrupted");
  expect(written).toEqual(["CE: 4 of 10, 0.0 s, interrupted\n"]);
});

test("progressBar refuses a total of nothing and more than there is", () => {
  expect(() => progressBar("CE", 0, place("log").made)).toThrow(
    new RangeError("progressBar: total is 0, expected a number above 0"),
  );
  expect(() => progressBar("CE", 10, place("log").made).update(11)).toThrow(
    new RangeError("progressBar: done is 11, expected a number from 0 to 10"),
  );
});
