/**
 * @file Each kind of chart, drawn and held against the drawing committed in `gallery/`. Coordinates are rounded when
 * drawn, so equal means equal bytes.
 *
 * A difference writes `gallery/NAME-changed.svg` beside it and fails: look at both, then move the new one over the old
 * if it is meant.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { drawSvg } from "../../src/charts/draw";
import { writeIfChanged } from "../../src/charts/writeIfChanged";
import { gallery } from "./gallery";

for (const [name, chart] of Object.entries(gallery)) {
  test(`${name} looks as its committed drawing`, async () => {
    const svg = await drawSvg(chart());
    const committed = join(__dirname, "gallery", `${name}.svg`);
    const changed = join(__dirname, "gallery", `${name}-changed.svg`);
    const before = existsSync(committed) ? readFileSync(committed, "utf8") : "";
    if (svg === before) rmSync(changed, { force: true });
    else writeIfChanged(changed, svg);
    expect(svg === before, `the drawing differs: compare ${changed} with ${committed}`).toBe(true);
  });
}
