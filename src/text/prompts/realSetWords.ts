/** @file Prompts for six real sets, as patterns that a model without training on instructions goes on with. */
import type { TaskWords } from "./promptMethods";

/** How texts of one set are asked for. Every text stands in quotation marks, which tell the model where it ends. */
export interface RealSetWords {
  /** What stands for a label in a prompt. */
  labels: Readonly<Record<string, string>>;
  /** Leads to a list of topics; may have the place `{label}` in sets of single texts. */
  topics: string;
  /** Asks for a text of a `label`, or for the first text of a pair of any label. */
  text: TaskWords;
  /** Asks for the second text of a pair, by the first, `text`, and the `label`. */
  pair?: TaskWords;
}

/** What the weighted losses' paper asks at the end of its prompts, as a pattern says it. */
const moreDiverse = "The next one is unlike all before it.";

const reviews: TaskWords = {
  request: "Lines from film reviews by many critics.",
  topic: "This film is about {topic}.",
  style: "They are in plain words, and say clearly what the critic thinks.",
  length: "They are short: a phrase or a sentence.",
  demonstration: 'A critic who {label} the film: "{text}"',
  diversity: moreDiverse,
  answer: 'A critic who {label} the film: "',
};

const tweets: TaskWords = {
  request: "Tweets by many people.",
  topic: "This tweet is about {topic}.",
  style: "They are casual, in everyday words.",
  length: "They are short: about twenty words.",
  demonstration: 'A tweet full of {label}: "{text}"',
  diversity: moreDiverse,
  answer: 'A tweet full of {label}: "',
};

const reports: TaskWords = {
  request: "First lines of reports in many newspapers.",
  topic: "This report is about {topic}.",
  style: "They are factual and in the language of the press.",
  length: "They are short: about thirty words.",
  demonstration: 'From the {label} pages: "{text}"',
  diversity: moreDiverse,
  answer: 'From the {label} pages: "',
};

/** The second text of a pair is asked for with the same words as the first, and both texts shown. */
function pairWords(first: TaskWords, firstName: string, secondName: string): TaskWords {
  return {
    ...first,
    demonstration: `${firstName}: "{text}"\n${secondName}: "{textPair}"`,
    answer: `${firstName}: "{text}"\n${secondName}: "`,
  };
}

function firstWords(firstName: string, words: Omit<TaskWords, "demonstration" | "answer">): TaskWords {
  return {
    ...(words as TaskWords),
    demonstration: `${firstName}: "{text}"`,
    diversity: moreDiverse,
    answer: `${firstName}: "`,
  };
}

const statements = firstWords("A report says", {
  request: "First lines of news reports, each with a statement.",
  topic: "This one is about {topic}.",
  style: "They are factual, with names, places and numbers.",
  length: "They are short: one or two sentences.",
});

const questions = firstWords("An encyclopedia says", {
  request: "Short passages from an encyclopedia, each with a question.",
  topic: "This one is about {topic}.",
  style: "They are factual, with names, places and numbers.",
  length: "They are short: one or two sentences.",
});

const sentences = firstWords("A report says", {
  request: "First lines of news reports, in pairs.",
  topic: "This one is about {topic}.",
  style: "They are factual, with names, places and numbers.",
  length: "They are short: one sentence.",
});

/**
 * The words for each set, by the name of its folder.
 *
 * Source:  arXiv 2407.12813, section on methods: a task's description, a label, and by way of prompting a topic or
 *          demonstrations; style, length and "more diverse" as in Kuo et al. 2025, Appendix I.1.
 * Differs: our own words; a pattern to go on with in place of an instruction.
 */
export const realSetWords: Readonly<Record<string, RealSetWords>> = {
  sst2: {
    labels: { positive: "liked", negative: "disliked" },
    topics: "Films are about many different things, such as",
    text: reviews,
  },
  tweet_emotion: {
    labels: { anger: "anger", joy: "joy", optimism: "optimism", sadness: "sadness" },
    topics: "People tweet with {label} about many different things, such as",
    text: tweets,
  },
  ag_news: {
    labels: {
      Business: "business",
      "Sci/Tech": "science and technology",
      Sports: "sports",
      World: "world affairs",
    },
    topics: "The {label} pages of newspapers are about many different things, such as",
    text: reports,
  },
  rte: {
    labels: { entailment: "follows", not_entailment: "does not follow" },
    topics: "Newspapers report on many different things, such as",
    text: statements,
    pair: pairWords(statements, "A report says", "A statement that {label} from it"),
  },
  boolq: {
    labels: { true: "yes", false: "no" },
    topics: "Encyclopedias have articles on many different things, such as",
    text: questions,
    pair: pairWords(questions, "An encyclopedia says", "A question about it with the answer {label}"),
  },
  mrpc: {
    labels: { equivalent: "the same in other words", not_equivalent: "something else in similar words" },
    topics: "Newspapers report on many different things, such as",
    text: sentences,
    pair: pairWords(sentences, "A report says", "Another report says {label}"),
  },
};
