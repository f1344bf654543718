/**
 * @file Drawing: a chart's specification to SVG text, and SVG to PNG with the bundled font.
 */
import { dirname, join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import * as vega from "vega";
import { compile } from "vega-lite";
import type { Chart } from "./chart";
import { readFontWidths, type TextWidth } from "./readFontWidths";
import { fontFamily } from "./theme";

const fontFolder = join(dirname(require.resolve("dejavu-fonts-ttf/package.json")), "ttf");
const regularFont = join(fontFolder, "DejaVuSans.ttf");
const boldFont = join(fontFolder, "DejaVuSans-Bold.ttf");

/** Draws a chart as SVG text: the same chart gives the same bytes. */
export async function drawSvg(chart: Chart): Promise<string> {
  measureWithBundledFont();
  const problems: string[] = [];
  const { spec } = compile(chart, { logger: refusing(problems) });
  if (problems.length > 0) throw new RangeError(`drawSvg: chart gives "${problems[0]}", expected no warning`);
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  await view.runAsync();
  (vega as unknown as { resetSVGDefIds(): void }).resetSVGDefIds();
  const svg = await view.toSVG();
  view.finalize();
  return tidySvg(svg, chart.description);
}

/** A PNG and its size in CSS pixels; the image has twice as many in each direction. */
export interface Png {
  bytes: Buffer;
  width: number;
  height: number;
}

/** Draws SVG text as PNG at twice its size, with the bundled font only. */
export function drawPng(svg: string): Png {
  const image = new Resvg(svg, {
    fitTo: { mode: "zoom", value: 2 },
    font: {
      loadSystemFonts: false,
      fontFiles: [regularFont, boldFont],
      defaultFontFamily: "DejaVu Sans",
      sansSerifFamily: "DejaVu Sans",
    },
  }).render();
  return { bytes: image.asPng(), width: Math.round(image.width / 2), height: Math.round(image.height / 2) };
}

/** What Vega asks about a text before it places it. */
interface TextItem {
  font?: string;
  fontSize?: number;
  fontWeight?: string | number;
  limit?: number;
}

let regularWidth: TextWidth | undefined;
let boldWidth: TextWidth | undefined;

/** Vega has one place for a measure of one's own; setting it twice changes nothing. */
function measureWithBundledFont(): void {
  const measure = (vega as unknown as { textMetrics: { width(item: TextItem, text: unknown): number } })
    .textMetrics;
  regularWidth ??= readFontWidths(regularFont);
  boldWidth ??= readFontWidths(boldFont);
  measure.width = widthOf;
}

function widthOf(item: TextItem, text: unknown): number {
  const bold = item.fontWeight === "bold" || Number(item.fontWeight) >= 600;
  const width = (bold ? boldWidth! : regularWidth!)(String(text ?? "").trim()) * (item.fontSize ?? 11);
  return item.limit && item.limit > 0 ? Math.min(width, item.limit) : width;
}

/**
 * Rounds coordinates to a hundredth of a pixel, describes the figure as a whole instead of part by part, ends with a
 * new line.
 */
function tidySvg(svg: string, description: string): string {
  const bare = svg.replace(/ (?:role|class|aria-[a-z]+|pointer-events)="[^"]*"/g, "");
  const rounded = bare.replace(
    / (?:d|transform|x|y|x1|x2|y1|y2|width|height|viewBox)="[^"]*"/g,
    (attribute) =>
      attribute.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) =>
        String(Math.round(Number(number) * 100) / 100 + 0),
      ),
  );
  const label = description.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  return `${rounded.replace("<svg ", `<svg role="img" aria-label="${label}" font-family="${fontFamily}" `)}\n`;
}

/** A logger that keeps what Vega-Lite warns of: a chart that compiles with warnings shows something else than asked. */
function refusing(problems: string[]) {
  const keep = (...words: readonly unknown[]) => {
    problems.push(words.join(" "));
    return logger;
  };
  const logger = { level: () => logger, error: keep, warn: keep, info: () => logger, debug: () => logger };
  return logger as never;
}
