/** @file The prompts of the exact world: the same forms as for a large model, in the few words that a small one learns. */
import type { TaskWords } from "./promptMethods";

/**
 * Three words steer the world's language model: which field, which topic, which examples.
 *
 *     field: corals
 *     example: Changes in ...
 *     abstract:
 */
export const worldWords: TaskWords = {
  request: "field: {label}",
  topic: "topic: {topic}",
  demonstration: "example: {text}",
  answer: "abstract:",
};
