/**
 * @file Small multiples: the same plot once per panel, side by side, with the same axes.
 */
import type { Channels, Layer } from "./chart";
import { axisTitleRoom, panelSizes, plotSize } from "./theme";

/** A plot without its size. */
export interface Plot {
  layer: Layer[];
  encoding: Channels;
}

/** The size of one plot in pixels. */
export interface PlotSize {
  width: number;
  height: number;
}

/** The size of a plot, or of each panel: as asked for, else by how many panels stand side by side. */
export function sizeOf(
  panels: readonly string[],
  asked: Partial<PlotSize>,
  height: number = plotSize.height,
): PlotSize {
  const size =
    panels.length > 0 ? panelSizes[columnsFor(panels.length) - 1] : { width: plotSize.width, height };
  return { width: asked.width ?? size.width, height: asked.height ?? size.height };
}

/** One plot, or one per panel; the room between a panel's name and its plot is that of the axis title, if any. */
export function panelled(plot: Plot, panels: readonly string[], size: PlotSize, room = axisTitleRoom) {
  if (panels.length === 0) return { ...size, ...plot };
  const header = { labelPadding: room };
  const facet = { field: "panel", type: "nominal" as const, sort: [...panels], header };
  return { facet, columns: columnsFor(panels.length), spec: { ...size, ...plot } };
}

/** Up to three panels in one row, four in two, more in rows of three. */
function columnsFor(panels: number): number {
  return panels === 4 ? 2 : Math.min(3, panels);
}
