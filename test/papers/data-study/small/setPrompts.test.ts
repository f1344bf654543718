import { expect, test } from "vitest";
import { listedTopics } from "../../../../src/papers/data-study/small/listedTopics";
import { realRows } from "../../../../src/papers/data-study/small/realRows";
import { oneLine, setPrompts } from "../../../../src/papers/data-study/small/setPrompts";
import { promptText } from "../../../../src/text/prompts/prompt";
import { realSetWords } from "../../../../src/text/prompts/realSetWords";
import { tinyRows } from "./tinySets";

test("a prompt ends with the quotation mark that its text is to close", () => {
  for (const [name, { labels, pair }] of Object.entries(realSetWords)) {
    const prompts = setPrompts(name, Object.keys(labels));
    for (const label of Object.keys(labels)) {
      const asked = { label, topic: "bridges", demonstrations: [] };
      const texts = [prompts.text("zero-shot topic", asked)];
      if (pair) texts.push(prompts.second("zero-shot topic", asked, "It rained."));
      for (const text of texts.map(promptText)) {
        expect(text).toMatch(/: "$/);
        expect(text).toContain("about bridges.");
        expect(text).not.toMatch(/[{}]/);
      }
    }
  }
});

test("a demonstration of a pair shows its label in words, both texts on lines of their own", () => {
  const prompts = setPrompts("rte", ["entailment", "not_entailment"]);
  const [, shown] = tinyRows("rte", 0, 2);
  const asked = { label: "entailment", demonstrations: [shown] };
  const lines = promptText(prompts.second("one-shot", asked, 'He said "no".')).split("\n");
  const from = lines.findIndex((line) => line.startsWith("A report says: "));
  expect(lines.slice(from)).toEqual([
    `A report says: "${shown.text}"`,
    `A statement that follows from it: "${shown.textPair}"`,
    "The next one is unlike all before it.",
    `A report says: "He said 'no'."`,
    'A statement that follows from it: "',
  ]);
  expect(promptText(prompts.text("one-shot", asked))).not.toContain("statement that follows");
});

test("topics are asked for by label where the words have a place for it", () => {
  expect(promptText(setPrompts("ag_news", ["Sports"]).topics("Sports"))).toBe(
    "The sports pages of newspapers are about many different things, such as",
  );
  expect(promptText(setPrompts("sst2", ["positive"]).topics("positive"))).not.toContain("liked");
});

test("an unknown set or label is refused", () => {
  expect(() => setPrompts("imdb", [])).toThrow(
    "setPrompts: name is imdb, expected one of sst2, tweet_emotion, ag_news, rte, boolq, mrpc",
  );
  expect(() => setPrompts("sst2", ["positive", "mixed"])).toThrow(
    "setPrompts: sst2 has the label mixed, expected one of positive, negative",
  );
  const single = setPrompts("sst2", ["positive"]);
  expect(() => single.second("zero-shot", { label: "positive", demonstrations: [] }, "a")).toThrow(
    "setPrompts: sst2 has single texts, expected pairs",
  );
});

test("a shown text is one line without quotation marks", () => {
  expect(oneLine(' “Go”,  she\\nsaid; R&amp;D is\\"on"\n')).toBe("'Go', she said; R&D is 'on'");
});

test("topics are the parts of the first sentence, without what a cut list tears", () => {
  expect(listedTopics(" love, the Civil War, and other things. Some")).toEqual(["love", "the civil war"]);
  expect(listedTopics(" rain or snow, rain, and the price of br")).toEqual(["rain", "snow"]);
  expect(listedTopics(" a long walk along the cold river in winter. Then")).toEqual([
    "a long walk along the",
  ]);
  expect(listedTopics(" 12. ")).toEqual([]);
});

test("rows held out fill up a training split that is too small, and none of them is tested on", () => {
  const dataset = {
    name: "rte",
    labels: ["entailment", "not_entailment"],
    train: tinyRows("rte", 0, 18),
    validation: tinyRows("rte", 40, 70),
    test: [],
    synthetic: {},
    warnings: [],
  };
  const [one, other] = [0, 1].map((seed) => realRows(dataset, { raw: 24, test: 25 }, seed));
  expect(one.test).toHaveLength(24);
  expect(one.test).toEqual(other.test);
  expect(one.raw).toHaveLength(24);
  expect(one.raw.map(({ text }) => text)).not.toEqual(other.raw.map(({ text }) => text));
  const tested = new Set(one.test.map(({ text }) => text));
  for (const { text } of [...one.raw, ...other.raw]) expect(tested.has(text)).toBe(false);
  expect(() => realRows({ ...dataset, validation: [] }, { raw: 9, test: 25 }, 0)).toThrow(
    "realRows: rte has 0 texts to test on, expected more",
  );
});
