/** @file The topics in an answer that lists them, for asking by topic. */
import type { TextFinish } from "../generator";
import { parseAnswer } from "./parseAnswer";
import type { RemovedPiece } from "./removedPiece";

/** Topics in the order of the answer, none twice. */
export interface ParsedTopics {
  readonly topics: readonly string[];
  /** What was taken out, topics that repeat an earlier one among it. */
  readonly removed: readonly (RemovedPiece | { readonly kind: "repeated topic"; readonly text: string })[];
}

/**
 * The topics of an answer: items of a list, strings of JSON, or one to a line.
 *
 * Two that differ in case alone are one; a full stop at the end goes. Of an answer that was cut off at the most tokens
 * the last topic goes.
 */
export function parseTopics(answer: string, finish: TextFinish): ParsedTopics {
  // A topic is no sentence: where the answer was cut off it is the whole topic that may be torn.
  const { form, texts, removed } = parseAnswer(answer, finish === "length" ? "unknown" : finish);
  const lines = form === "plain" ? texts.flatMap((text) => text.split("\n")) : texts;
  const written = lines.map((line) => line.trim().replace(/\.$/, "")).filter((line) => line !== "");
  const isTorn = finish === "length" && form !== "JSON" && written.length > 0;
  const torn = isTorn ? [{ kind: "unfinished end" as const, text: written.pop()! }] : [];
  const isFirst = (topic: string, at: number) =>
    written.findIndex((other) => other.toLowerCase() === topic.toLowerCase()) === at;
  const repeated = written.filter((topic, at) => !isFirst(topic, at));
  return {
    topics: written.filter(isFirst),
    removed: [...removed, ...torn, ...repeated.map((text) => ({ kind: "repeated topic" as const, text }))],
  };
}
