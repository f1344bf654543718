/** @file The prompts of the paper on IMP-Loss and DIMP-Loss: ironic tweets, financial news, pairs of sentences. */
import type { TaskWords } from "./promptMethods";
import type { PromptTemplate } from "./promptTemplate";

/** What the paper asks at the end of each of its prompts. */
const moreDiverse = "This time, give something more diverse than all you have written so far.";

/**
 * Tweets with irony or without; variables are `label`, `words` and, by topic, `topic`.
 *
 * Source:  Kuo et al. 2025, Appendix I.1, Table 6, "Tweet irony".
 * Differs: the same ingredients (role, style, length, examples of the label, diversity) in our own words; the paper
 *   always shows examples, while zero-shot and topic are here for comparison.
 */
export const ironicTweets: TaskWords = {
  role:
    "You use Twitter every day and say there what you feel, with irony or without. You write as people do on " +
    "Twitter: casually, in everyday language. When a length is given, you keep to it.",
  request: "Write a tweet with this feeling: {label}.",
  topic: "The tweet is about {topic}.",
  style: "Sound casual, like a tweet, and be original: no two of your tweets are alike.",
  length: "The tweet has about {words} words.",
  lead: "Here are some:",
  demonstration: "{text}",
  diversity: moreDiverse,
  answer: "Tweet:",
};

/**
 * Financial news with a sentiment; variables are `label`, `words` and, by topic, `topic`.
 *
 * Source:  Kuo et al. 2025, Appendix I.1, Table 6, "Financial".
 * Differs: as for `ironicTweets`.
 */
export const financialNews: TaskWords = {
  role:
    "You are a journalist who reports on companies and markets. Your news carry a sentiment, as an investor sees it: " +
    "may the share price rise (positive), fall (negative), or stay as it is (neutral)? What says nothing about " +
    "business or finance counts as neutral. You are told the sentiment and the length, and you keep to both.",
  request: "Write a piece of financial news with this sentiment: {label}.",
  topic: "The news is about {topic}.",
  style: "Be original: no two of your news are alike.",
  length: "The news has about {words} words.",
  lead: "Here are some:",
  demonstration: "{text}",
  diversity: moreDiverse,
  answer: "News:",
};

/**
 * Pairs of sentences that mean the same or do not, several at once with their labels; its variables are `count` and
 * eight demonstrations with two texts and a label of 1 or 0 each.
 *
 * Source:  Kuo et al. 2025, Appendix I.1, Table 6, "MRPC", and Section 5.1 (eight examples).
 * Differs: our own words.
 */
export const sentencePairs: PromptTemplate = {
  name: "sentence pairs",
  system: [
    {
      purpose: "request",
      text:
        "Write {count} data points of the kind shown. The label is 1 where both sentences mean the same, and 0 where " +
        "they do not; use both labels about equally often.",
    },
    {
      purpose: "answer",
      text: "Keep to the form of the examples, write nothing else, and repeat none of them.",
    },
  ],
  user: [
    { purpose: "lead", text: "Here are some:" },
    {
      purpose: "demonstration",
      text: "sentence1: {text} | sentence2: {textPair} | label: {label}",
    },
    { purpose: "diversity", text: moreDiverse },
  ],
  demonstrations: 8,
};
