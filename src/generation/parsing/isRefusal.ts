/** @file Answers that decline instead of writing. */

const work =
  "(assist|help|provide|generate|create|write|produce|comply|fulfil|fulfill|do (that|this)|continue|answer)";
const unable =
  "(can'?t|cannot|can not|won'?t|will not|am not able to|'?m not able to|am unable to|'?m unable to|must decline)";

const patterns = [
  // "I'm sorry" alone may begin a text: it must go on to decline.
  new RegExp(`^(i'?m|i am)( very| so)? (sorry|afraid)\\b[^.!\\n]*\\b${unable} ${work}\\b`, "i"),
  new RegExp(`^(sorry|apologies|my apologies|i apologi[sz]e)\\b[^.!\\n]*\\b${unable} ${work}\\b`, "i"),
  new RegExp(`^(unfortunately,? )?i ?${unable} ${work}\\b`, "i"),
  /^as an? (ai|artificial intelligence|large language model|language model)\b/i,
  /^i'?m (just )?an? (ai|large language model|language model)\b/i,
  /^(this|that|your) request (violates|goes against|is against)\b/i,
];

/** Whether an answer declines to write, by its first words; a text that merely begins with regret does not. */
export function isRefusal(answer: string): boolean {
  // The typographic apostrophe is as frequent as the plain one.
  const plain = answer.trim().replaceAll("’", "'");
  return patterns.some((pattern) => pattern.test(plain));
}
