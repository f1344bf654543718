/**
 * @file The look of all charts: fonts, colours, marks, spacing. Nothing else in this project names a colour.
 */
import type { Config } from "vega-lite";

/** DejaVu Sans is bundled for the PNG; Verdana has nearly the same widths where a viewer lacks it. */
export const fontFamily = "DejaVu Sans, Verdana, sans-serif";

/** Text and lines, from strong to faint. */
export const ink = { strong: "#1b1e23", text: "#3d434c", quiet: "#6b727d", rule: "#9aa1ab", grid: "#e7e9ec" };

/**
 * Marks of series, in order: a colour, a darker one of the same hue for text, a dash, a shape.
 * The colours are those of Okabe and Ito 2008 ("Color Universal Design"), which differ for all common
 * kinds of colour vision; their yellow is left out, as it vanishes on white.
 */
export const seriesMarks = [
  { color: "#0072b2", ink: "#005f94", dash: [1, 0], shape: "circle" },
  { color: "#d55e00", ink: "#a84a00", dash: [7, 3], shape: "square" },
  { color: "#009e73", ink: "#00734f", dash: [2, 2], shape: "triangle-up" },
  { color: "#cc79a7", ink: "#9c3f74", dash: [9, 3, 2, 3], shape: "diamond" },
  { color: "#e69f00", ink: "#8a5f00", dash: [5, 2, 1, 2, 1, 2], shape: "triangle-down" },
  { color: "#56b4e9", ink: "#1b6fa3", dash: [12, 4], shape: "cross" },
  { color: "#23272e", ink: "#23272e", dash: [4, 4], shape: "triangle-right" },
  { color: "#8a9099", ink: "#5f6670", dash: [1, 3], shape: "triangle-left" },
];

/** One hue from nearly white to dark, for amounts. */
export const sequentialColors = ["#f4f8fb", "#c5dcec", "#7fb4d6", "#3285bb", "#0b5a8f", "#063c63"];

/**
 * One hue for boxes round words, from none to dark, each with its letters: on the first the page's own, then dark,
 * then white, all with a contrast above 4.5 whatever the page's theme.
 */
export const wordBoxes = [
  { background: "transparent", letters: "inherit" },
  { background: "#d6e6f2", letters: ink.strong },
  { background: "#9ac5e0", letters: ink.strong },
  { background: "#2b78ab", letters: "white" },
  { background: "#0b5a8f", letters: "white" },
  { background: "#063c63", letters: "white" },
];

/** Two hues that meet in nearly white, for amounts below and above a midpoint. */
export const divergingColors = ["#a84a00", "#d9813f", "#f2c6a5", "#f6f6f4", "#a9cde6", "#3c8dc1", "#005f94"];

/** Size of the plot area in pixels: with axes and labels it stays readable at 600 pixels. */
export const plotSize = { width: 480, height: 270 };

/** Sizes of panels by how many stand side by side. */
export const panelSizes = [
  { width: 480, height: 200 },
  { width: 222, height: 160 },
  { width: 156, height: 130 },
];

/** Room above a plot for the title of its vertical axis, when something else stands there, too. */
export const axisTitleRoom = 26;

/** A title that looks like a subtitle. */
export const subtitleStyle = {
  fontSize: 11.5,
  fontWeight: "normal" as const,
  color: ink.quiet,
  lineHeight: 16,
};

const title = {
  anchor: "start",
  frame: "bounds",
  offset: 14,
  font: fontFamily,
  fontSize: 14,
  fontWeight: "bold",
  color: ink.strong,
  subtitleFont: fontFamily,
  subtitleFontSize: subtitleStyle.fontSize,
  subtitleFontWeight: subtitleStyle.fontWeight,
  subtitleColor: subtitleStyle.color,
  subtitleLineHeight: subtitleStyle.lineHeight,
  subtitlePadding: 6,
} as const;

const axis = {
  labelFont: fontFamily,
  labelFontSize: 11,
  labelColor: ink.text,
  labelPadding: 6,
  labelLimit: 260,
  labelFlush: false,
  labelOverlap: true,
  labelSeparation: 6,
  titleFont: fontFamily,
  titleFontSize: 11,
  titleFontWeight: "normal",
  titleColor: ink.quiet,
  titleLimit: 460,
  domain: false,
  ticks: false,
  gridColor: ink.grid,
  gridWidth: 1,
} as const;

const legend = {
  orient: "top",
  direction: "horizontal",
  labelFont: fontFamily,
  labelFontSize: 11,
  labelColor: ink.text,
  labelLimit: 260,
  titleFont: fontFamily,
  titleFontSize: 11,
  titleFontWeight: "normal",
  titleColor: ink.quiet,
  titleLimit: 260,
  symbolSize: 80,
  symbolStrokeWidth: 2,
  columnPadding: 18,
  offset: 12,
} as const;

const header = {
  labelFont: fontFamily,
  labelFontSize: 12,
  labelFontWeight: "bold",
  labelColor: ink.strong,
  labelAnchor: "start",
  labelLimit: 400,
  title: null,
} as const;

/** The Vega-Lite configuration that every chart carries, so that it looks the same wherever it is drawn. */
export const theme: Config = {
  background: "white",
  padding: 14,
  font: fontFamily,
  // The whole figure is described in one line, instead of each mark.
  aria: false,
  view: { stroke: null },
  title,
  axis,
  axisX: { titlePadding: 10, titleAnchor: "end" },
  // The title of the vertical axis lies flat above it, where it is read without turning the head.
  axisY: {
    titleAngle: 0,
    titleAlign: "left",
    titleAnchor: "end",
    titleBaseline: "bottom",
    titleX: 0,
    titleY: -8,
  },
  legend,
  header,
  facet: { spacing: 36 },
  line: { strokeWidth: 2, strokeCap: "butt", strokeJoin: "round" },
  text: { font: fontFamily, fontSize: 11, color: ink.text },
};
