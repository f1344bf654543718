/** @file Topics out of a sentence that a model went on with: "films, such as" love, war and the sea. */

/** Longer ones are no topic but the rest of a sentence. */
const mostWords = 5;

/**
 * The topics of the sentence's first part, up to its full stop, in small letters, none twice.
 *
 * A sentence that lists nothing gives its first words as the only topic.
 *
 * @returns for " love, the Civil War, and other things. Some": love, the civil war
 */
export function listedTopics(answer: string): string[] {
  const sentence = answer.split(/[.!?:;\n"”]/)[0];
  const parts = sentence.split(/,|\band\b|\bor\b/);
  // What stands after the last comma of a list that was cut off may be torn.
  const whole = sentence.length < answer.length ? parts : parts.slice(0, -1);
  const topics = whole.map(plain).filter((part) => isTopic(part) && part.split(" ").length <= mostWords);
  const first = plain(sentence).split(" ").slice(0, mostWords).join(" ");
  return topics.length > 0 ? [...new Set(topics)] : [first].filter(isTopic);
}

function plain(part: string): string {
  return part
    .replace(/[“”'‘’()[\]]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

function isTopic(part: string): boolean {
  return /^\p{L}[\p{L}\p{N}, -]*$/u.test(part) && !/^(so on|etc|others?|more)\b/.test(part);
}
