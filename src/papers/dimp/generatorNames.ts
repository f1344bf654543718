/**
 * @file Names of the rows of Table 1 that are the generator's own answers; apart, so that a ledger is read without a model.
 */

/** The source of these rows. */
export const generatorSource = "generator";

/** The language model's answers. */
export const fewShotMethod = "few-shot";

/** The answers of one who knows the generator's distribution exactly. */
export const exactGeneratorMethod = "exact Q";
