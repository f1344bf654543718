/** @file The items of a numbered or bulleted list. */
import type { RemovedPiece } from "./removedPiece";

/** A list, and what stood before and after it. */
export interface ListItems {
  readonly items: readonly string[];
  readonly removed: readonly RemovedPiece[];
}

const mark = /^\s*(?:\*\*)?(?:\(?(\d{1,3})[.):]\)?|([-*•–]))(?:\*\*)?\s+/;

/**
 * The items of a list, if the answer is one: lines that begin with 1., 2., ... or (1), or all with one bullet.
 *
 * A line without a mark belongs to the item above it; after an empty line below the last item it is a remark. A single
 * item counts if the answer begins with it.
 *
 * @returns undefined if there is no list
 */
export function listItems(answer: string): ListItems | undefined {
  const lines = answer.split("\n");
  const starts = lines.flatMap((line, at) => (mark.test(line) ? [at] : []));
  if (starts.length === 0 || (starts.length === 1 && starts[0] > 0)) return undefined;
  if (!isSequence(starts.map((at) => mark.exec(lines[at])!))) return undefined;
  const blank = lines.findIndex((line, at) => at > starts[starts.length - 1] && line.trim() === "");
  const end = blank < 0 ? lines.length : blank;
  const items = starts.map((start, i) => {
    const own = lines.slice(start, starts[i + 1] ?? end);
    return own.join("\n").replace(mark, "").trim();
  });
  const around: RemovedPiece[] = [
    { kind: "preamble", text: lines.slice(0, starts[0]).join("\n").trim() },
    { kind: "closing remark", text: lines.slice(end).join("\n").trim() },
  ];
  return { items, removed: around.filter(({ text }) => text !== "") };
}

/** Numbers that rise by one, or one bullet throughout. */
function isSequence(marks: readonly RegExpExecArray[]): boolean {
  const numbers = marks.map(([, number]) => number);
  if (numbers.every((number) => number !== undefined)) {
    return numbers.every((number, at) => Number(number) === Number(numbers[0]) + at);
  }
  const bullets = new Set(marks.map(([, , bullet]) => bullet));
  return bullets.size === 1;
}
