/** @file What became of answers, in numbers. */
import type { AnswerForm, ParsedAnswer } from "./parseAnswer";
import type { RemovedKind } from "./removedPiece";

export interface AnswerCounts {
  readonly answers: number;
  readonly texts: number;
  /** Answers by what they are; every answer counts once. */
  readonly forms: { readonly [form in AnswerForm]?: number };
  /** Pieces that were taken out, by what they are. */
  readonly removed: { readonly [kind in RemovedKind]?: number };
  /** Answers without a text, whatever they are. */
  readonly withoutText: number;
}

/** Counts answers, texts, and each kind of what was found and taken out. */
export function countAnswers(parsed: readonly ParsedAnswer[]): AnswerCounts {
  return {
    answers: parsed.length,
    texts: parsed.reduce((sum, { texts }) => sum + texts.length, 0),
    forms: countBy(parsed.map(({ form }) => form)),
    removed: countBy(parsed.flatMap(({ removed }) => removed.map(({ kind }) => kind))),
    withoutText: parsed.filter(({ texts }) => texts.length === 0).length,
  };
}

function countBy<Name extends string>(names: readonly Name[]): { [name in Name]?: number } {
  const counts: { [name in Name]?: number } = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
