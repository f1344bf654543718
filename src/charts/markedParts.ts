/** @file Words of which some have a name: each name has its colour and its kind of line. */
import { escapeHtml } from "./escapeHtml";
import { ink, seriesMarks } from "./theme";

/** Some words of a text, and the name of what they are, if any: a variable of a prompt, a kind of word. */
export interface MarkedPart {
  text: string;
  variable?: string;
}

/** A colour and a kind of line, so that neither is the only mark of a name. */
export interface Look {
  color: string;
  line: string;
}

const lines = ["solid", "dashed", "dotted", "double"];

const looks: readonly Look[] = [...seriesMarks, ...seriesMarks].map(({ color }, at) => ({
  color,
  line: lines[(at + Math.floor(at / seriesMarks.length)) % lines.length],
}));

/**
 * The look of each name, by first appearance.
 *
 * @throws RangeError if there are more names than looks
 */
export function looksOf(caller: string, parts: readonly MarkedPart[], what: string): Map<string, Look> {
  const names = [...new Set(parts.flatMap(({ variable }) => variable ?? []))];
  if (names.length > looks.length) {
    throw new RangeError(`${caller}: there are ${names.length} ${what}, expected at most ${looks.length}`);
  }
  return new Map(names.map((name, at) => [name, looks[at]]));
}

/** A line that says which look is whose; nothing where no words have a name. */
export function legendHtml(lookOf: ReadonlyMap<string, Look>, what: string): string {
  if (lookOf.size === 0) return "";
  const names = [...lookOf].map(([name, look]) => marked(name, look));
  return `<div style="${legendStyle}">${escapeHtml(what)}: ${names.join(" ")}</div>\n`;
}

/** The words in a box, after a title if there is one. Texts are escaped. */
export function boxHtml(
  parts: readonly MarkedPart[],
  lookOf: ReadonlyMap<string, Look>,
  title?: string,
): string {
  const body = parts.map(({ text, variable }) =>
    variable === undefined ? escapeHtml(text) : marked(text, lookOf.get(variable)!, variable),
  );
  return `${titleHtml(title)}<div style="${boxStyle}">${body.join("")}</div>`;
}

/** A title above texts, in bold; nothing where there is none. */
export function titleHtml(title: string | undefined): string {
  return title === undefined ? "" : `<div style="font-weight: bold">${escapeHtml(title)}</div>\n`;
}

/** The words as they are, those with a name in brackets. */
export function partsText(parts: readonly MarkedPart[]): string {
  return parts.map(({ text, variable }) => (variable === undefined ? text : `[${text}]`)).join("");
}

/** A see-through colour and the page's own letters: readable in a light theme and in a dark one. */
function marked(text: string, { color, line }: Look, title?: string): string {
  const style = `background: ${color}33; border-bottom: 2px ${line} ${color}; padding: 0 1px`;
  const hover = title === undefined ? "" : ` title="${escapeHtml(title)}"`;
  return `<span style="${style}"${hover}>${escapeHtml(text)}</span>`;
}

const boxStyle =
  `max-width: 46em; white-space: pre-wrap; line-height: 1.7; border-left: 3px solid ${ink.rule}; ` +
  "padding: 2px 0 2px 12px";
const legendStyle = "font-size: 85%; margin: 4px 0 8px; word-spacing: 0.1em";
