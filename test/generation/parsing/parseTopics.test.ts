import { expect, test } from "vitest";
import { parseTopics } from "../../../src/generation/parsing/parseTopics";

test("topics are lines, items or strings, without marks and full stops", () => {
  const topics = ["coral bleaching", "reef fish", "ocean heat"];
  for (const answer of [
    "coral bleaching\nreef fish.\n\n  ocean heat\n",
    "Sure! Here are three topics:\n1. coral bleaching\n2. reef fish\n3. ocean heat",
    '- "coral bleaching"\n- **reef fish**\n- ocean heat.',
    '["coral bleaching", "reef fish", "ocean heat"]',
  ]) {
    expect(parseTopics(answer, "end").topics).toEqual(topics);
  }
});

test("a topic that is there twice, in whatever case, counts once, and is told", () => {
  expect(parseTopics("Reefs\nFish\nreefs\nREEFS", "end")).toEqual({
    topics: ["Reefs", "Fish"],
    removed: [
      { kind: "repeated topic", text: "reefs" },
      { kind: "repeated topic", text: "REEFS" },
    ],
  });
});

test("of an answer that was cut off the last topic goes, and the others stay though they are no sentences", () => {
  expect(parseTopics("reef fish\nocean heat\ncoral ble", "length")).toEqual({
    topics: ["reef fish", "ocean heat"],
    removed: [{ kind: "unfinished end", text: "coral ble" }],
  });
  expect(parseTopics('["reef fish", "ocean', "length").topics).toEqual(["reef fish"]);
});

test("a refusal or an empty answer has no topics", () => {
  expect(parseTopics("I cannot help with that.", "end").topics).toEqual([]);
  expect(parseTopics("", "length")).toEqual({ topics: [], removed: [] });
});
