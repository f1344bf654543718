/** @file What is not text in an answer: taken out, but kept beside it. */

/** What a piece is that was taken out of an answer. */
export type RemovedKind =
  | "preamble"
  | "closing remark"
  | "title"
  | "lead-in"
  | "quotes"
  | "code fence"
  | "special token"
  | "unfinished end"
  | "refusal"
  | "not a text";

/** A piece of an answer in its own words. */
export interface RemovedPiece {
  readonly kind: RemovedKind;
  readonly text: string;
}

/** What is left of a text, and what was taken out. */
export interface Rest {
  readonly text: string;
  readonly removed: readonly RemovedPiece[];
}

/** Takes pieces out one rule after the other. */
export function applyRules(text: string, rules: readonly ((text: string) => Rest)[]): Rest {
  return rules.reduce<Rest>(
    (rest, rule) => {
      const next = rule(rest.text);
      return { text: next.text.trim(), removed: [...rest.removed, ...next.removed] };
    },
    { text: text.trim(), removed: [] },
  );
}

/** The text as it is. */
export function nothingRemoved(text: string): Rest {
  return { text, removed: [] };
}

/** A text without its first or last part, which is kept under a kind. */
export function without(kind: RemovedKind, removed: string, text: string): Rest {
  return { text, removed: [{ kind, text: removed.trim() }] };
}
