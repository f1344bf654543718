/** @file The grammar of the exact world: which words and sentences there are, and which class each word is of. */
import { textTokens } from "./textTokens";

/** The words of one class. Every list is written as terms with commas between them. */
export interface ClassWords {
  label: string;
  /** Words of the class whatever the subtopic. */
  words: string;
  /** Words by subtopic; every class has equally many subtopics. */
  subtopics: Record<string, string>;
}

/** Two or more classes that are easily confused, and the words they share. */
export interface ClassGroup {
  shared: string;
  classes: ClassWords[];
}

/** Everything a world is made of. */
export interface Lexicon {
  groups: ClassGroup[];
  /** Words that say nothing about the class. */
  generic: string;
  /** Sentences with places `{}` for words: "Changes in {} explained {}." */
  templates: readonly string[];
}

/** A sentence with places for words. */
export interface Template {
  text: string;
  slots: number;
  /** How many tokens of the sentence are not in a place, without the full stop. */
  functionTokens: number;
}

/** A lexicon made ready for writing and reading texts. Words and classes are numbered from 0. */
export interface Grammar {
  labels: string[];
  /** Names of the subtopics, by class. */
  subtopics: string[][];
  words: string[];
  topicWords: number[][][];
  classWords: number[][];
  /** The words a class shares with its group, by class. */
  sharedWords: number[][];
  genericWords: number[];
  /** The class that each class is most easily confused with: the next one of its group. */
  partner: number[];
  templates: Template[];
  wordIds: ReadonlyMap<string, number>;
  functionWords: ReadonlySet<string>;
  /** The template that a sentence has, by its function words. */
  skeletons: ReadonlyMap<string, number>;
  longestWord: number;
}

/** What stands in a skeleton for a word of the lexicon. */
export const place = "{}";

/**
 * Makes a lexicon ready, and refuses one in which a text could be read in two ways.
 *
 * A text has one reading because no token of a template occurs in a word, two places never touch, and no two
 * templates have the same function words in the same order.
 *
 * @throws RangeError if a word is listed twice or contains a token of a template, if two templates have the
 *   same skeleton or touching places, if classes differ in their number of subtopics, or if a group has one class
 */
export function createGrammar(lexicon: Lexicon): Grammar {
  const words: string[] = [];
  const wordIds = new Map<string, number>();
  const addWords = (list: string) => splitWords(list).map((word) => addWord(word, words, wordIds));
  const classes = lexicon.groups.flatMap((group) => group.classes);
  const grammar: Grammar = {
    labels: classes.map((one) => one.label),
    subtopics: classes.map((one) => Object.keys(one.subtopics)),
    words,
    topicWords: classes.map((one) => Object.values(one.subtopics).map(addWords)),
    classWords: classes.map((one) => addWords(one.words)),
    sharedWords: lexicon.groups.flatMap((group) => {
      const shared = addWords(group.shared);
      return group.classes.map(() => shared);
    }),
    genericWords: addWords(lexicon.generic),
    partner: partners(lexicon.groups),
    wordIds,
    longestWord: Math.max(...words.map((word) => textTokens(word).length)),
    ...readTemplates(lexicon.templates),
  };
  checkLabels(grammar);
  checkWords(grammar);
  return grammar;
}

/** The order of the function words of a sentence: what tells which template it has. */
export function skeletonKey(tokens: readonly string[]): string {
  return tokens.join(" ");
}

function splitWords(list: string): string[] {
  const words = list.split(",").map((word) => word.trim());
  if (words.includes("")) {
    throw new RangeError(
      `createGrammar: a list of words is "${list}", expected words with commas between them`,
    );
  }
  return words;
}

function addWord(word: string, words: string[], wordIds: Map<string, number>): number {
  const key = textTokens(word).join(" ");
  if (wordIds.has(key)) {
    throw new RangeError(
      `createGrammar: word "${word}" is listed twice, expected each word in one list only`,
    );
  }
  wordIds.set(key, words.length);
  return words.push(word) - 1;
}

function partners(groups: readonly ClassGroup[]): number[] {
  let first = 0;
  return groups.flatMap((group) => {
    const size = group.classes.length;
    if (size < 2) {
      throw new RangeError(
        `createGrammar: a group has ${size} classes, expected at least 2 that can be confused`,
      );
    }
    const own = group.classes.map((_, i) => first + ((i + 1) % size));
    first += size;
    return own;
  });
}

function readTemplates(texts: readonly string[]): Pick<Grammar, "templates" | "functionWords" | "skeletons"> {
  const functionWords = new Set<string>();
  const skeletons = new Map<string, number>();
  const templates = texts.map((text, index) => {
    const parts = text.split(place);
    if (!text.endsWith(".") || parts.slice(1, -1).some((part) => textTokens(part).length === 0)) {
      throw new RangeError(
        `createGrammar: template is "${text}", expected a full stop at its end and tokens between its places`,
      );
    }
    const tokens = parts.map((part) => textTokens(part));
    tokens[tokens.length - 1].pop();
    const skeleton = skeletonKey(tokens.flatMap((part, i) => (i === 0 ? part : [place, ...part])));
    if (skeletons.has(skeleton)) {
      throw new RangeError(`createGrammar: template "${text}" has the function words of another one`);
    }
    skeletons.set(skeleton, index);
    for (const token of tokens.flat()) functionWords.add(token);
    return { text, slots: parts.length - 1, functionTokens: tokens.flat().length };
  });
  return { templates, functionWords, skeletons };
}

function checkLabels({ labels, subtopics }: Grammar): void {
  if (new Set(labels).size !== labels.length) {
    throw new RangeError(`createGrammar: labels are ${labels.join(", ")}, expected each one once`);
  }
  const counts = subtopics.map((names) => names.length);
  if (counts.some((count) => count !== counts[0] || count === 0)) {
    throw new RangeError(
      `createGrammar: classes have ${counts.join(", ")} subtopics, expected equally many and at least 1`,
    );
  }
}

function checkWords({ wordIds, functionWords }: Grammar): void {
  for (const key of wordIds.keys()) {
    const shared = key.split(" ").find((token) => functionWords.has(token) || token === ".");
    if (shared !== undefined) {
      throw new RangeError(
        `createGrammar: word "${key}" contains "${shared}", expected no token of a template`,
      );
    }
  }
}
