import { expect, test } from "vitest";
import { dotIntervalChart } from "../../src/charts/dotIntervalChart";
import { drawPng, drawSvg } from "../../src/charts/draw";
import { gallery } from "./gallery";

test("drawSvg gives the same bytes for the same chart", async () => {
  const first = await drawSvg(gallery["dots-series"]());
  await drawSvg(gallery.heatmap());
  expect(await drawSvg(gallery["dots-series"]())).toBe(first);
});

test("drawSvg names a font that viewers have and describes the figure to those who do not see it", async () => {
  const svg = await drawSvg(gallery.dots());
  expect(svg).toContain('font-family="DejaVu Sans, Verdana, sans-serif"');
  expect(svg).toContain(
    'role="img" aria-label="Dot chart &quot;DIMP learns most from synthetic text&quot;: ',
  );
});

test("drawSvg escapes texts from rows", async () => {
  const row = { method: '<script>"&', mean: 1, low: 0, high: 2 };
  const options = { label: "method", value: "mean", valueTitle: "score (points)" } as const;
  const interval = { low: "low", high: "high", name: "range" } as const;
  const svg = await drawSvg(dotIntervalChart([row], { ...options, interval }));
  expect(svg).not.toContain("<script>");
  expect(svg).toContain("&lt;script&gt;");
});

test("drawPng draws text with the bundled font alone, at twice the size", () => {
  const svg = (text: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><rect width="60" height="20" fill="white"/><text x="2" y="15" font-size="12" font-family="DejaVu Sans, Verdana, sans-serif">${text}</text></svg>`;
  const [empty, written] = [drawPng(svg("")), drawPng(svg("loss"))];
  expect([written.width, written.height]).toEqual([60, 20]);
  expect(written.bytes.readUInt32BE(16)).toBe(120);
  // One colour packs into next to nothing: what is more is ink. Without a font both have the same size.
  expect(written.bytes.length).toBeGreaterThan(3 * empty.bytes.length);
});

test("every chart of the gallery is at most 700 pixels wide, so that its letters are read at 600", async () => {
  for (const chart of Object.values(gallery)) {
    expect(drawPng(await drawSvg(chart())).width).toBeLessThanOrEqual(700);
  }
});

test("drawSvg refuses a chart that Vega-Lite would draw otherwise than asked", async () => {
  const chart = {
    ...gallery.counts(),
    layer: [{ mark: "bar", encoding: { nowhere: { field: "x" } } }],
  } as never;
  await expect(drawSvg(chart)).rejects.toThrow(RangeError);
});
