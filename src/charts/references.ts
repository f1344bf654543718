/**
 * @file Reference lines: what a value is read against, each with its name beside it.
 */
import type { Layer } from "./chart";
import { ink } from "./theme";

/** A line across the plot: upright at x, level at y, or the diagonal where y equals x. */
export type Reference =
  | { x: number; label?: string }
  | { y: number; label?: string }
  | { diagonal: readonly [from: number, to: number]; label?: string };

/** A line at one value of the axis of values, for charts that lie on their side. */
export interface ValueReference {
  value: number;
  label?: string;
}

/**
 * The layers of all references, to be put below the marks of a plot whose own channels are fields "x" and "y".
 * Each has one row of its own, under the same field names, so that it shares the axes and is drawn once.
 */
export function referenceLayers(references: readonly Reference[] = []): Layer[] {
  return references.flatMap((reference) => {
    if ("x" in reference) return upright(reference.x, reference.label);
    if ("y" in reference) return level(reference.y, reference.label);
    return diagonal(reference.diagonal, reference.label);
  });
}

/** The positions along one axis that references take up, for the axis to include them. */
export function referenceValues(references: readonly Reference[] = [], axis: "x" | "y"): number[] {
  return references.flatMap((reference) => {
    if ("diagonal" in reference) return [...reference.diagonal];
    const value = (reference as { x?: number; y?: number })[axis];
    return value === undefined ? [] : [value];
  });
}

/** The words that a description has for the references. */
export function referenceNames(references: readonly Reference[] = []): string | undefined {
  const names = references.map((reference) => {
    if ("diagonal" in reference) return reference.label ?? "diagonal";
    const place = "x" in reference ? `x = ${reference.x}` : `y = ${reference.y}`;
    return reference.label ? `${reference.label} (${place})` : place;
  });
  return names.length > 0 ? `reference ${names.join(", ")}` : undefined;
}

const strokeDash = [4, 3];
const line = { type: "rule" as const, color: ink.rule, strokeWidth: 1.25, strokeDash };
const words = { type: "text", color: ink.quiet, fontSize: 11 } as const;

function upright(x: number, label: string | undefined): Layer[] {
  const data = { values: [{ x }] };
  const rule: Layer = { data, mark: line, encoding: { y: { value: 0 }, y2: { value: "height" } } };
  const mark = { ...words, align: "left", baseline: "top", dx: 5, dy: 1 } as const;
  return named(rule, label, (text) => ({ data, mark, encoding: { y: { value: 0 }, text } }));
}

function level(y: number, label: string | undefined): Layer[] {
  const data = { values: [{ y }] };
  const rule: Layer = { data, mark: line, encoding: { x: { value: 0 }, x2: { value: "width" } } };
  const mark = { ...words, align: "left", baseline: "bottom", dx: 4, dy: -4 } as const;
  return named(rule, label, (text) => ({ data, mark, encoding: { x: { value: 0 }, text } }));
}

function diagonal([from, to]: readonly [number, number], label: string | undefined): Layer[] {
  const rule: Layer = {
    data: { values: [{ x: from, y: from, x2: to, y2: to }] },
    mark: line,
    encoding: { x2: { field: "x2" }, y2: { field: "y2" } },
  };
  // Beside the line, where the upper eighth begins.
  const at = from + 0.875 * (to - from);
  const mark = { ...words, align: "right", baseline: "bottom", dx: -8 } as const;
  return named(rule, label, (text) => ({ data: { values: [{ x: at, y: at }] }, mark, encoding: { text } }));
}

function named(rule: Layer, label: string | undefined, text: (channel: { value: string }) => Layer): Layer[] {
  return label ? [rule, text({ value: label })] : [rule];
}
