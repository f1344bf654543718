/** @file A prompt with the values of its variables in colour: what stays the same, and what differs from call to call. */
import { boxHtml, legendHtml, looksOf, type MarkedPart, partsText, titleHtml } from "./markedParts";
import { type Bundle, displaySymbol } from "./notebook";

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
  const lookOf = looksOf("promptView", parts, "variables");
  const text = () => [...(title === undefined ? [] : [title, ""]), partsText(parts)].join("\n");
  const html = () => `${titleHtml(title)}${legendHtml(lookOf, "variables")}${boxHtml(parts, lookOf)}`;
  return {
    toString: text,
    [displaySymbol]: () => ({ "text/html": html(), "text/plain": text() }),
  };
}
