/** @file What is compared in Section 4.6 at scale `small`, by name; apart from the run, so that tables need no model. */

/** Names of the sets of real texts. */
export const realSets = {
  own: "real, of the class",
  other: "real, of another class",
  reversed: "real, words reversed",
} as const;

/** Two sets of texts, compared prompt by prompt. */
export interface JudgedComparison {
  of: string;
  minus: string;
}

/** The controls of the judge first, then the generators. */
export const judgedComparisons: readonly JudgedComparison[] = [
  { of: realSets.own, minus: realSets.other },
  { of: realSets.own, minus: realSets.reversed },
  { of: "DPO", minus: "base" },
  { of: "U-DPO", minus: "base" },
  { of: "U-DPO", minus: "DPO" },
];

/** The name of a comparison's line. */
export function comparisonName({ of, minus }: JudgedComparison): string {
  return `${of}, minus ${minus}`;
}
