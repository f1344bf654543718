/** @file Several texts with some of their words in colour, by what the words are: suspects, variables, what was changed. */
import { boxHtml, legendHtml, looksOf, type MarkedPart, partsText } from "./markedParts";
import { type Bundle, displaySymbol } from "./notebook";

/** A text in parts, and what stands above it. */
export interface MarkedText {
  title: string;
  parts: readonly MarkedPart[];
}

/** Texts: a notebook shows them as the last value of a cell, and as a string their named words stand in brackets. */
export interface MarkedTexts {
  toString(): string;
  [displaySymbol](): Bundle["data"];
}

/**
 * Texts below one another, a name's look the same in all of them; `what` says in the legend what the names are.
 * Texts are escaped.
 *
 * @throws RangeError if there is no text, or more names than there are colours
 */
export function markedTexts(texts: readonly MarkedText[], what: string): MarkedTexts {
  if (texts.length === 0) throw new RangeError("markedTexts: texts is empty, expected at least one");
  const lookOf = looksOf(
    "markedTexts",
    texts.flatMap(({ parts }) => parts),
    what,
  );
  const text = () => texts.map(({ title, parts }) => `${title}\n${partsText(parts)}`).join("\n\n");
  const boxes = () => texts.map(({ title, parts }) => boxHtml(parts, lookOf, title));
  return {
    toString: text,
    [displaySymbol]: () => ({
      "text/html": legendHtml(lookOf, what) + boxes().join(between),
      "text/plain": text(),
    }),
  };
}

const between = '\n<div style="height: 8px"></div>\n';
