/** @file What every data set of this project is: labelled texts in splits. */

/** One labelled text, or one labelled pair of texts. */
export interface Example {
  text: string;
  textPair?: string;
  label: string;
}

/** A data set: real texts in three splits, and texts that a language model wrote, by name. */
export interface Dataset {
  name: string;
  /** Every label of the training split; a model's class i is `labels[i]`. */
  labels: string[];
  train: Example[];
  validation: Example[];
  test: Example[];
  /** Generated sets by name: `synthetic_baseline.jsonl` is `synthetic.baseline`. */
  synthetic: Record<string, Example[]>;
  /** What a reader of results should know of the data, one sentence each, with counts. */
  warnings: string[];
}

/** What two examples with the same text (and the same second text) have in common; white space at the ends aside. */
export function textKey({ text, textPair }: Example): string {
  return JSON.stringify([text.trim(), textPair?.trim() ?? ""]);
}
