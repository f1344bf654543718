/** @file The texts in an answer that is JSON, whole or cut off. */
import type { RemovedPiece } from "./removedPiece";

export interface JsonTexts {
  readonly texts: readonly string[];
  readonly removed: readonly RemovedPiece[];
}

/** Fields that hold a text, where an object has several. */
const textFields = [
  "text",
  "abstract",
  "sentence",
  "tweet",
  "review",
  "headline",
  "news",
  "content",
  "answer",
];

/**
 * The texts of an answer that is a JSON array or object: strings, the text field of objects, and those within a list.
 *
 * Of an array that is cut off the whole elements count, the last one is an unfinished end.
 *
 * @returns undefined if the answer does not look like JSON; no texts if it does but none can be read
 */
export function jsonTexts(answer: string): JsonTexts | undefined {
  if (!/^\s*(\[\s*["{[]|\{\s*")/.test(answer)) return undefined;
  const whole = parse(answer);
  if (whole !== undefined) return textsOf(whole);
  const from = answer.indexOf("[");
  const end = from < 0 ? from : lastWholeElement(answer, from);
  const part = end < 0 ? undefined : parse(`${answer.slice(from, end)}]`);
  if (part === undefined) return { texts: [], removed: [{ kind: "not a text", text: answer.trim() }] };
  const { texts, removed } = textsOf(part);
  const torn = answer.slice(end).replace(/^[\s,]+/, "");
  return { texts, removed: [...removed, { kind: "unfinished end", text: torn }] };
}

function textsOf(value: unknown): JsonTexts {
  if (typeof value === "string") return { texts: [value], removed: [] };
  if (Array.isArray(value)) return joined(value.map(textsOf));
  if (typeof value !== "object" || value === null) return notText(value);
  const fields = Object.entries(value);
  const strings = fields.filter(([, field]) => typeof field === "string");
  const named = textFields.flatMap((name) => strings.filter(([field]) => field.toLowerCase() === name));
  const [text] = strings.length === 1 ? strings : named;
  if (text) return { texts: [text[1]], removed: [] };
  const lists = fields.filter(([, field]) => Array.isArray(field));
  return lists.length === 1 ? textsOf(lists[0][1]) : notText(value);
}

function joined(parts: readonly JsonTexts[]): JsonTexts {
  return { texts: parts.flatMap(({ texts }) => texts), removed: parts.flatMap(({ removed }) => removed) };
}

function notText(value: unknown): JsonTexts {
  return { texts: [], removed: [{ kind: "not a text", text: JSON.stringify(value) }] };
}

/** Behind the last element that is whole, of the array that opens at `from`; below 0 if none is. */
function lastWholeElement(text: string, from: number): number {
  let depth = 0;
  let inString = false;
  let end = -1;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (inString && sign === "\\") at++;
    else if (sign === '"') {
      inString = !inString;
      if (!inString && depth === 1) end = at + 1;
    } else if (!inString && (sign === "[" || sign === "{")) depth++;
    else if (!inString && (sign === "]" || sign === "}")) {
      depth--;
      if (depth === 1) end = at + 1;
    }
  }
  return end;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
