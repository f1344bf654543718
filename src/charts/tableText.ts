/**
 * @file A table as text: Markdown with aligned columns, which reads well as it stands.
 */
import type { WrittenTable } from "./table";

/** The table as aligned Markdown, its caption above and its notes below. */
export function tableText(table: WrittenTable): string {
  const columns = table.titles.map((title, at) => {
    const cells = table.lines.map((line) => written(line[at].text) + mark(table.marked[at], line[at].best));
    return [written(title) + mark(table.marked[at], false), ...cells];
  });
  const widths = columns.map((cells) => Math.max(3, ...cells.map(widthOf)));
  const line = (index: number) =>
    `| ${columns.map((cells, at) => padded(cells[index], widths[at], table.aligns[at])).join(" | ")} |`;
  const rule = widths.map((width, at) => ruleOf(width, table.aligns[at])).join("|");
  const lines = [line(0), `|${rule}|`, ...table.lines.map((_, index) => line(index + 1))];
  return [table.caption && `${table.caption}\n`, ...lines, ...noteLines(table.notes)]
    .filter((text) => text !== undefined)
    .join("\n");
}

/** A text on one line that cannot end its cell. */
function written(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\|/g, "\\|");
}

/** Numbers stay aligned beside a mark: where none is, there is room for one. */
function mark(marked: boolean, best: boolean): string {
  if (!marked) return "";
  return best ? " *" : "  ";
}

function padded(text: string, width: number, align: "left" | "right"): string {
  const space = " ".repeat(width - widthOf(text));
  return align === "right" ? space + text : text + space;
}

function ruleOf(width: number, align: "left" | "right"): string {
  return align === "right" ? `${"-".repeat(width + 1)}:` : `:${"-".repeat(width + 1)}`;
}

function widthOf(text: string): number {
  return [...text].length;
}

function noteLines(notes: readonly string[]): string[] {
  return notes.length > 0 ? ["", ...notes] : [];
}
