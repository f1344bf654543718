import { expect, test } from "vitest";
import { createGrammar, type Lexicon } from "../../../src/data/world/grammar";
import { readSentences, rejectedShare } from "../../../src/data/world/sentences";
import { science } from "../../../src/data/world/world";
import { smallGrammar, smallLexicon } from "./smallWorld";

test("the science grammar has 11 classes in four pairs and a triple, each with 4 subtopics of 10 words", () => {
  const grammar = createGrammar(science);
  expect(grammar.labels).toHaveLength(11);
  expect(grammar.partner).toEqual([1, 0, 3, 2, 5, 4, 7, 6, 9, 10, 8]);
  expect(grammar.topicWords.map((subtopics) => subtopics.map((words) => words.length))).toEqual(
    Array(11).fill([10, 10, 10, 10]),
  );
  expect(grammar.classWords.map((words) => words.length)).toEqual(Array(11).fill(5));
  expect(grammar.sharedWords.map((words) => words.length)).toEqual(Array(11).fill(10));
  expect(grammar.genericWords).toHaveLength(110);
  expect(new Set(grammar.templates.map(({ slots }) => slots))).toEqual(new Set([3, 4]));
  expect(grammar.templates).toHaveLength(18);
});

const words = (...ids: number[]) => ids.map((id) => smallGrammar.words[id]);

test("a sentence of the grammar is read back as its template and words", () => {
  const [first, second] = readSentences(smallGrammar, "We saw old maps and dry grass. Tuna grew.");
  expect([first.template, ...words(...first.words)]).toEqual([1, "old maps", "dry grass"]);
  expect([second.template, ...words(...second.words)]).toEqual([0, "tuna"]);
  expect([first.functionTokens, second.functionTokens]).toEqual([3, 1]);
});

test("a sentence that is not of the grammar is read for the longest words in it", () => {
  const [only] = readSentences(smallGrammar, "Saw maps, old maps, dry reeds");
  expect(only).toEqual({
    template: -1,
    words: ["maps", "old maps", "reeds"].map((word) => smallGrammar.words.indexOf(word)),
    functionTokens: 1,
    unknownTokens: [",", ",", "dry"],
  });
});

test("the rejected share counts sentences that no template fits, repeated ones and unfinished ones", () => {
  const share = (text: string) => rejectedShare(smallGrammar, text);
  expect(share("Carp grew. We saw carp and tuna.")).toBe(0);
  expect(share("Carp grew. Carp flew. We saw carp and tuna.")).toBeCloseTo(1 / 3, 12);
  expect(share("Carp grew. Tuna grew.")).toBe(0.5);
  expect(share("Carp grew. We saw carp and tuna")).toBe(0.5);
  expect(share("Salmon grew.")).toBe(1);
  expect(share("")).toBe(1);
});

const flawed: [string, Partial<Lexicon>, string][] = [
  [
    "a word that is listed twice, in another letter case",
    { generic: "maps, Tuna, notes" },
    'createGrammar: word "Tuna" is listed twice, expected each word in one list only',
  ],
  [
    "a word with a token of a template",
    { generic: "maps, saw blades, notes" },
    'createGrammar: word "saw blades" contains "saw", expected no token of a template',
  ],
  [
    "two templates with the same function words",
    { templates: ["{} grew.", "We saw {} and {}.", "We saw {} AND {}."] },
    'createGrammar: template "We saw {} AND {}." has the function words of another one',
  ],
  [
    "a template with touching places",
    { templates: ["{} {} grew."] },
    'createGrammar: template is "{} {} grew.", expected a full stop at its end and tokens between its places',
  ],
  [
    "a template without a full stop",
    { templates: ["{} grew"] },
    'createGrammar: template is "{} grew", expected a full stop at its end and tokens between its places',
  ],
  [
    "an empty place in a list of words",
    { generic: "maps, , notes" },
    'createGrammar: a list of words is "maps, , notes", expected words with commas between them',
  ],
  [
    "a group with one class",
    { groups: [{ ...smallLexicon.groups[0], classes: smallLexicon.groups[0].classes.slice(0, 1) }] },
    "createGrammar: a group has 1 classes, expected at least 2 that can be confused",
  ],
  [
    "classes with different numbers of subtopics",
    {
      groups: [
        {
          shared: "water",
          classes: [
            smallLexicon.groups[0].classes[0],
            { label: "rivers", words: "eels", subtopics: { floods: "rain" } },
          ],
        },
      ],
    },
    "createGrammar: classes have 2, 1 subtopics, expected equally many and at least 1",
  ],
  [
    "two classes with one label",
    {
      groups: [
        {
          shared: "water",
          classes: smallLexicon.groups[0].classes.map((one) => ({ ...one, label: "lakes" })),
        },
      ],
    },
    "createGrammar: labels are lakes, lakes, expected each one once",
  ],
];

test.each(flawed)("createGrammar refuses %s", (_, change, message) => {
  expect(() => createGrammar({ ...smallLexicon, ...change })).toThrow(new RangeError(message));
});
