/** @file The end of a text that was cut off at the most tokens. */
import { nothingRemoved, type Rest, without } from "./removedPiece";

/** A sentence ends at a mark, perhaps in quotes or brackets, where a space or the end follows. */
const sentenceEnd = /[.!?…。！？]["'”’»)\]]*(?=\s|$)/g;

/** Takes out the sentence that a text breaks off in; of a text without a whole sentence nothing is left. */
export function withoutUnfinishedEnd(text: string): Rest {
  const last = [...text.matchAll(sentenceEnd)].pop();
  const end = last?.index === undefined ? 0 : last.index + last[0].length;
  return end >= text.trimEnd().length
    ? nothingRemoved(text)
    : without("unfinished end", text.slice(end), text.slice(0, end));
}
