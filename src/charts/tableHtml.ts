/**
 * @file A table as HTML that keeps to the reader's theme, light or dark, and survives where styles are stripped.
 */
import { escapeHtml } from "./escapeHtml";
import type { Cell, WrittenTable } from "./table";

/** The table as HTML: the notebook's own colours, numbers in columns, the best value in bold and starred. */
export function tableHtml(table: WrittenTable): string {
  const caption = table.caption
    ? `<caption style="${captionStyle}">${escapeHtml(table.caption)}</caption>\n`
    : "";
  const head = table.titles.map((title, at) =>
    cell("th", escapeHtml(title) + room(table.marked[at]), table.aligns[at]),
  );
  const body = table.lines.map((line) =>
    row(line.map((entry, at) => cell("td", entryHtml(entry, table.marked[at]), table.aligns[at]))),
  );
  const parts = [`<thead>\n${row(head)}\n</thead>`, `<tbody>\n${body.join("\n")}\n</tbody>`];
  const notes = table.notes.map((note) => `<div style="${noteStyle}">${escapeHtml(note)}</div>`);
  return [`<table style="${tableStyle}">\n${caption}${parts.join("\n")}\n</table>`, ...notes].join("\n");
}

const tableStyle = "border-collapse: collapse; font-variant-numeric: tabular-nums; margin: 4px 0";
const captionStyle = "caption-side: top; text-align: left; font-weight: bold; padding: 0 0 6px 8px";
const noteStyle = "font-size: 85%; opacity: 0.75; padding-left: 8px";

/** GitHub strips the style and keeps `align`; a notebook's own style sheet overrides `align`, but not the style. */
function cell(tag: "th" | "td", content: string, align: "left" | "right"): string {
  return `<${tag} align="${align}" style="text-align: ${align}">${content}</${tag}>`;
}

function row(cells: readonly string[]): string {
  return `<tr>${cells.join("")}</tr>`;
}

function entryHtml({ text, best }: Cell, marked: boolean): string {
  return best ? `<b>${escapeHtml(text)}&nbsp;*</b>` : escapeHtml(text) + room(marked);
}

/** As wide as the mark of the best value, or nearly. */
function room(marked: boolean): string {
  return marked ? "&nbsp;&nbsp;" : "";
}
