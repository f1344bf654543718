/**
 * @file A part of a labelled list of texts.
 */
import type { LabelledInputs } from "../../weighting/checker";

/**
 * The texts at some places, in that order; one may be there twice.
 *
 * @throws RangeError if there is no text at a place
 */
export function pickRows({ inputs, labels }: LabelledInputs, places: readonly number[]): LabelledInputs {
  const wrong = places.find((place) => !(place in inputs.encodings));
  if (wrong !== undefined) {
    const count = inputs.encodings.length;
    throw new RangeError(`pickRows: place is ${wrong}, expected one of ${count} texts, from 0`);
  }
  return {
    inputs: {
      ...inputs,
      encodings: places.map((place) => inputs.encodings[place]),
      batch: (batch) => inputs.batch({ ...batch, rows: batch.rows.map((row) => places[row]) }),
    },
    labels: places.map((place) => labels[place]),
  };
}
