/** @file A prompt with the values of its variables in colour: what stays the same, and what differs from call to call. */
import { escapeHtml } from "./escapeHtml";
import { type Bundle, displaySymbol } from "./notebook";
import { ink, seriesMarks } from "./theme";

/** Some words of a prompt, and the variable they came from, if any. */
export interface MarkedPart {
  text: string;
  variable?: string;
}

/** A prompt: a notebook shows it as the last value of a cell, and as a string its variables stand in brackets. */
export interface PromptView {
  toString(): string;
  [displaySymbol](): Bundle["data"];
}

/**
 * A prompt in which every variable has its colour, its underline and, on pointing at it, its name. Texts are escaped.
 *
 * @throws RangeError if the prompt has no words, or more variables than there are colours
 */
export function promptView(parts: readonly MarkedPart[], title?: string): PromptView {
  if (parts.length === 0) throw new RangeError("promptView: parts is empty, expected at least one");
  const variables = [...new Set(parts.flatMap(({ variable }) => variable ?? []))];
  if (variables.length > looks.length) {
    throw new RangeError(
      `promptView: there are ${variables.length} variables, expected at most ${looks.length}`,
    );
  }
  const lookOf = new Map(variables.map((variable, at) => [variable, looks[at]]));
  const text = () => [...(title === undefined ? [] : [title, ""]), parts.map(partText).join("")].join("\n");
  return {
    toString: text,
    [displaySymbol]: () => ({ "text/html": viewHtml(parts, lookOf, title), "text/plain": text() }),
  };
}

/** A colour and a kind of line, so that neither is the only mark of a variable. */
interface Look {
  color: string;
  line: string;
}

const lines = ["solid", "dashed", "dotted", "double"];

const looks: readonly Look[] = [...seriesMarks, ...seriesMarks].map(({ color }, at) => ({
  color,
  line: lines[(at + Math.floor(at / seriesMarks.length)) % lines.length],
}));

function viewHtml(parts: readonly MarkedPart[], lookOf: ReadonlyMap<string, Look>, title?: string): string {
  const head = title === undefined ? "" : `<div style="font-weight: bold">${escapeHtml(title)}</div>\n`;
  const names = [...lookOf].map(([variable, look]) => marked(variable, look));
  const legend = names.length > 0 ? `<div style="${legendStyle}">variables: ${names.join(" ")}</div>\n` : "";
  const body = parts.map(({ text, variable }) =>
    variable === undefined ? escapeHtml(text) : marked(text, lookOf.get(variable)!, variable),
  );
  return `${head}${legend}<div style="${boxStyle}">${body.join("")}</div>`;
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

function partText({ text, variable }: MarkedPart): string {
  return variable === undefined ? text : `[${text}]`;
}
