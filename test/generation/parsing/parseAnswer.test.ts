import { describe, expect, test } from "vitest";
import type { TextFinish } from "../../../src/generation/generator";
import { countAnswers } from "../../../src/generation/parsing/countAnswers";
import { isRefusal } from "../../../src/generation/parsing/isRefusal";
import { parseAnswer } from "../../../src/generation/parsing/parseAnswer";

/** Answer, finish, form, texts, kinds that were taken out. */
type Case = [string, TextFinish, string, string[], string[]];

const plain: Case[] = [
  ["Corals bleach.", "end", "plain", ["Corals bleach."], []],
  ["  \n Corals bleach\n", "unknown", "plain", ["Corals bleach"], []],
  [
    "Sure! Here is a tweet about rain:\n\nGreat, rain again.",
    "end",
    "plain",
    ["Great, rain again."],
    ["preamble"],
  ],
  ["Certainly.\nGreat, rain again.", "end", "plain", ["Great, rain again."], ["preamble"]],
  ["Here's an abstract in that style: We study reefs.", "end", "plain", ["We study reefs."], ["preamble"]],
  ["Here’s one more example:\nWe study reefs.", "end", "plain", ["We study reefs."], ["preamble"]],
  ['"Great, rain again."', "end", "plain", ["Great, rain again."], ["quotes"]],
  ["“Don't you love rain?”", "end", "plain", ["Don't you love rain?"], ["quotes"]],
  ['"Great", he said, "rain"', "end", "plain", ['"Great", he said, "rain"'], []],
  ["'It's Tom's'", "end", "plain", ["It's Tom's"], ["quotes"]],
  ["**Abstract:** We study reefs.", "end", "plain", ["We study reefs."], ["lead-in"]],
  ["Title: Reefs\nAbstract: We study reefs.", "end", "plain", ["We study reefs."], ["title", "lead-in"]],
  ['Tweet: "Great, rain."', "end", "plain", ["Great, rain."], ["lead-in", "quotes"]],
  ["```\nWe study reefs.\n```", "end", "plain", ["We study reefs."], ["code fence"]],
  ["We study reefs.<end_of_turn>\nuser", "end", "plain", ["We study reefs."], ["special token"]],
  [
    "We study reefs.\n\nLet me know if you want more!",
    "end",
    "plain",
    ["We study reefs."],
    ["closing remark"],
  ],
  [
    "We study reefs.\n\nThis abstract is formal.\nI hope this helps.",
    "end",
    "plain",
    ["We study reefs."],
    ["closing remark", "closing remark"],
  ],
];

const beginnings: Case[] = [
  ["Sure, the company will pay.", "end", "plain", ["Sure, the company will pay."], []],
  ["Okay so this is fine", "end", "plain", ["Okay so this is fine"], []],
  ["Here are the results: profits rose.", "end", "plain", ["Here are the results: profits rose."], []],
  ["Results: profits rose.", "end", "plain", ["Results: profits rose."], []],
  ["I'm sorry, but Mondays are the best.", "end", "plain", ["I'm sorry, but Mondays are the best."], []],
  ["[Breaking] Rain.", "end", "plain", ["[Breaking] Rain."], []],
  ["Reefs die.\nThis example is one.", "end", "plain", ["Reefs die.\nThis example is one."], []],
];

const lists: Case[] = [
  ["1. One\n2. Two\n3. Three", "end", "list", ["One", "Two", "Three"], []],
  ["(1) One\n(2) Two", "end", "list", ["One", "Two"], []],
  ["**1.** One\n**2.** Two", "end", "list", ["One", "Two"], []],
  ["7) Seven\n8) Eight\n   and more", "end", "list", ["Seven", "Eight\n   and more"], []],
  ["- One\n\n- Two\n", "end", "list", ["One", "Two"], []],
  ["1. Only", "end", "list", ["Only"], []],
  [
    'Sure! Here are 2 tweets:\n\n1. "One"\n2. Tweet: Two\n\nNo more than that.',
    "end",
    "list",
    ["One", "Two"],
    ["preamble", "closing remark", "quotes", "lead-in"],
  ],
  ["Some tweets\n1. One\n2. Two", "end", "list", ["One", "Two"], ["preamble"]],
  ["1. One.\n2. Two. And th", "length", "list", ["One.", "Two."], ["unfinished end"]],
  ["1. One.\n2. Tw", "length", "list", ["One."], ["unfinished end"]],
  // Numbers out of order are no list: lines of one text.
  ["1. One\n3. Three", "end", "plain", ["1. One\n3. Three"], []],
  ["- One\n* Two", "end", "plain", ["- One\n* Two"], []],
  ["We saw\n- one thing", "end", "plain", ["We saw\n- one thing"], []],
];

const json: Case[] = [
  ['["One", "Two \\"2\\""]', "end", "JSON", ["One", 'Two "2"'], []],
  ['{"tweet": "One"}', "end", "JSON", ["One"], []],
  ['{"label": "irony", "text": "One"}', "end", "JSON", ["One"], []],
  ['{"tweets": [{"text": "One", "label": 1}, "Two"]}', "end", "JSON", ["One", "Two"], []],
  [
    'Here is the list:\n```json\n["One"]\n```\nEnjoy!',
    "end",
    "JSON",
    ["One"],
    ["preamble", "code fence", "closing remark"],
  ],
  ['["One", "Two", "Th', "length", "JSON", ["One", "Two"], ["unfinished end"]],
  ['["One \\"1\\"", "Two", "Th', "length", "JSON", ['One "1"', "Two"], ["unfinished end"]],
  ['["One \\"1", "Th', "length", "JSON", ['One "1'], ["unfinished end"]],
  ['{"texts": [{"text": "One [1]"}, {"text": "Tw', "length", "JSON", ["One [1]"], ["unfinished end"]],
  ['["One", 2, null]', "end", "JSON", ["One"], ["not a text", "not a text"]],
  ['{"a": "One", "b": "Two"}', "end", "JSON", [], ["not a text"]],
  ['{"text": "One', "length", "JSON", [], ["not a text"]],
];

const endings: Case[] = [
  ["One is whole. Two is n", "length", "plain", ["One is whole."], ["unfinished end"]],
  ["One is 3.5 and no", "length", "plain", [], ["unfinished end"]],
  ["One is whole.", "length", "plain", ["One is whole."], []],
  ['He said "stop." Then', "length", "plain", ['He said "stop."'], ["unfinished end"]],
  ["No end mark, but it ended", "end", "plain", ["No end mark, but it ended"], []],
  ["", "end", "empty", [], []],
  [" \n\t", "length", "empty", [], []],
  ['""', "end", "plain", ['""'], []],
];

const refusals: Case[] = [
  ["I'm sorry, but I can't assist with that.", "end", "refusal", [], ["refusal"]],
  ["I’m sorry, I cannot write such a text.", "end", "refusal", [], ["refusal"]],
  ["As an AI language model, I have no feelings.", "end", "refusal", [], ["refusal"]],
  ["I cannot fulfill this request.", "end", "refusal", [], ["refusal"]],
  ["Any words", "refused", "refusal", [], ["refusal"]],
];

describe.each(Object.entries({ plain, beginnings, lists, json, endings, refusals }))("%s", (_, cases) => {
  test.each(cases)("%j (%s)", (answer, finish, form, texts, kinds) => {
    const parsed = parseAnswer(answer, finish);
    expect({ form: parsed.form, texts: parsed.texts, kinds: parsed.removed.map(({ kind }) => kind) }).toEqual(
      {
        form,
        texts,
        kinds,
      },
    );
  });
});

test("no word of an answer is lost: each is in a text or in what was taken out, and none is added", () => {
  const words = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).sort();
  for (const [answer, finish] of [plain, beginnings, endings, refusals].flat()) {
    const { texts, removed } = parseAnswer(answer, finish);
    const kept = [...texts, ...removed.map(({ text }) => text)].join(" ");
    expect(words(kept)).toEqual(words(answer));
  }
  for (const [answer, finish] of lists) {
    const { texts, removed } = parseAnswer(answer, finish);
    const kept = [...texts, ...removed.map(({ text }) => text)].join(" ");
    const isNumber = (word: string) => /^\d+$/.test(word);
    expect(words(kept).filter((word) => !isNumber(word))).toEqual(
      words(answer).filter((word) => !isNumber(word)),
    );
  }
});

test("in every frame of words before, around and after, the same texts are found", () => {
  const before = [
    "",
    "Sure! Here are some tweets:\n\n",
    "Certainly:\n",
    "Below are two examples in the style:\n",
  ];
  const after = ["", "\n\nLet me know if you want more!", "\n\nThese tweets are ironic.\nFeel free to ask."];
  const texts = ['Great, rain again, said "Bob".', "Oh, my favourite: Mondays!"];
  const around: ((text: string) => string)[] = [
    (text) => text,
    (text) => `“${text}”`,
    (text) => `Tweet: ${text}`,
  ];
  const joined: ((texts: string[]) => string)[] = [
    (many) => many.map((text, at) => `${at + 1}. ${text}`).join("\n"),
    (many) => many.map((text) => `* ${text}`).join("\n\n"),
    (many) => JSON.stringify(many),
    (many) => `\`\`\`json\n${JSON.stringify({ tweets: many.map((tweet) => ({ tweet })) }, null, 2)}\n\`\`\``,
  ];
  for (const opening of before) {
    for (const frame of around) {
      for (const join of joined) {
        for (const remark of after) {
          const answer = opening + join(texts.map(frame)) + remark;
          expect(parseAnswer(answer, "end").texts, answer).toEqual(texts);
        }
      }
    }
  }
});

test("twenty thousand remarks are taken out one by one", () => {
  const answer = `Reefs.\n${"Let me know!\n".repeat(20_000)}`;
  expect(parseAnswer(answer, "end").texts).toEqual(["Reefs."]);
});

test("a refusal is known by declining to work, not by regret", () => {
  expect(isRefusal("Sorry, I won't be there tonight, the train cannot run.")).toBe(false);
  expect(isRefusal("I cannot believe this rain")).toBe(false);
  expect(isRefusal("I can't stand Mondays")).toBe(false);
  expect(isRefusal("I'm afraid of spiders. I can't sleep.")).toBe(false);
  expect(isRefusal("Unfortunately, I cannot help with that")).toBe(true);
  expect(isRefusal("Apologies, but I am unable to generate tweets like this")).toBe(true);
});

test("counts say what became of all answers", () => {
  const answers: [string, TextFinish][] = [
    ["One.", "end"],
    ['"Two."', "end"],
    ["1. Three\n2. Four", "end"],
    ["I cannot help with that.", "end"],
    ["", "end"],
    ["no sentence", "length"],
    ['["Five", "S', "length"],
  ];
  expect(countAnswers(answers.map(([answer, finish]) => parseAnswer(answer, finish)))).toEqual({
    answers: 7,
    texts: 5,
    forms: { plain: 3, list: 1, refusal: 1, empty: 1, JSON: 1 },
    removed: { quotes: 1, refusal: 1, "unfinished end": 2 },
    withoutText: 3,
  });
  expect(countAnswers([])).toEqual({ answers: 0, texts: 0, forms: {}, removed: {}, withoutText: 0 });
});
