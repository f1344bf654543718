import { rmSync } from "node:fs";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "./kernelClient";
import {
  allCellsEnded,
  chromiumPath,
  type Lab,
  runAllCells,
  shownCells,
  startAllCells,
  startLab,
} from "./lab";
import { makeWorkFolder, writeNotebook } from "./workFolder";

const folder = makeWorkFolder("lab");
const place = path.relative(root, folder);
let lab: Lab | undefined;
if (!chromiumPath) console.warn("lab.test.ts: skipped, Chromium is absent: install it or set CHROMIUM_PATH");
beforeAll(async () => {
  if (chromiumPath) lab = await startLab();
});
afterAll(async () => {
  await lab?.close();
  rmSync(folder, { recursive: true });
});

/** Writes a notebook at this place and opens it. */
async function open(name: string, cells: string[]): Promise<Page> {
  writeNotebook(path.join(folder, name), cells);
  return (lab as Lab).open(`${place}/${name}`);
}

test.skipIf(!chromiumPath)("JupyterLab shows results, displays, errors, and what was not run", async () => {
  const page = await open("deep/er/shown.ipynb", [
    'import { stream } from "./src/random/stream";\nstream(1, "lab").integer(1)',
    'for (let line = 0; line < 5000; line++) console.log("line " + line);',
    `const bar = (text: string, update: boolean) =>
  (globalThis as any)[Symbol.for("synthclass.display")](
    { data: { "text/html": "<i>" + text + "</i>", "text/plain": text }, transient: { display_id: "bar" } }, update);
bar("0 of 3", false);
for (let i = 1; i <= 3; i++) { await new Promise((done) => setTimeout(done, 30)); bar(i + " of 3", true); }`,
    '({ [Symbol.for("Jupyter.display")]: () => ({ "text/html": "<b id=rich>rich</b>", "text/plain": "plain" }) })',
    'throw new RangeError("lab: value is 1, expected 2");',
    '"not run"',
  ]);
  await runAllCells(page);
  const [imported, lines, bar, rich, failed, aborted] = await shownCells(page);
  expect(imported).toMatchObject({ prompt: "[1]:", outputs: ["0"] });
  expect(lines.outputs[0].trimEnd().split("\n")).toHaveLength(5000);
  expect(bar.outputs).toEqual(["3 of 3"]);
  expect(rich.outputs).toEqual(["rich"]);
  expect(await page.locator("b#rich").count()).toBe(1);
  expect(failed).toMatchObject({
    outputs: ["RangeError: lab: value is 1, expected 2\n    at cell[5]:1:7"],
    errors: 1,
  });
  expect(aborted).toEqual({ prompt: "[ ]:", outputs: [], errors: 0 });
  await page.close();
});

test.skipIf(!chromiumPath)(
  "JupyterLab's stop button ends a training loop within 2 s, and cells run after it",
  async () => {
    const page = await open("stop.ipynb", [
      `const signal = (globalThis as any)[Symbol.for("synthclass.abortSignal")]();
let steps = 0;
await new Promise((done) => setImmediate(done));
console.log("training");
while (!signal.aborted) { steps += 1; await new Promise((done) => setImmediate(done)); }`,
    ]);
    await startAllCells(page);
    await page.getByText("training", { exact: true }).waitFor();
    const began = performance.now();
    await page
      .locator('[data-command="notebook:interrupt-kernel"], jp-button[data-command*="interrupt"]')
      .first()
      .click();
    await allCellsEnded(page);
    expect((performance.now() - began) / 1000).toBeLessThan(2);
    const [stopped] = await shownCells(page);
    expect(stopped.outputs[1]).toBe("KeyboardInterrupt: the cell was stopped and keeps what it had computed");
    await page.close();
  },
);
