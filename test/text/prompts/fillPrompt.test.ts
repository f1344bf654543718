import { expect, test } from "vitest";
import { twoAbstracts } from "../../../src/text/prompts/academicAbstracts";
import { fillPrompt } from "../../../src/text/prompts/fillPrompt";
import { chatMessages, promptParts, promptText } from "../../../src/text/prompts/prompt";
import type { PromptTemplate } from "../../../src/text/prompts/promptTemplate";

const shown = { text: "  One text. ", label: "sea" };

const template: PromptTemplate = {
  name: "three lines",
  system: [{ purpose: "role", text: "You know the {label}." }],
  user: [
    { purpose: "request", text: "{count} about {label}:" },
    { purpose: "demonstration", text: "{number}. {text} ({label})" },
    { purpose: "answer", text: "" },
  ],
  demonstrations: 1,
};

test("fillPrompt keeps the words of the template and those of each variable apart", () => {
  const prompt = fillPrompt(template, { label: "stars", count: 2, demonstrations: [shown] });
  expect(prompt).toEqual({
    template: "three lines",
    system: [{ text: "You know the " }, { text: "stars", variable: "label" }, { text: "." }],
    user: [
      { text: "2", variable: "count" },
      { text: " about " },
      { text: "stars", variable: "label" },
      { text: ":" },
      { text: "\n" },
      { text: "1" },
      { text: ". " },
      { text: "One text.", variable: "demonstration 1" },
      { text: " (" },
      { text: "sea", variable: "demonstration 1" },
      { text: ")" },
      { text: "\n" },
    ],
  });
});

test("promptText is system and user with an empty line between; chatMessages are the same texts apart", () => {
  const prompt = fillPrompt(template, { label: "stars", count: 2, demonstrations: [shown] });
  expect(promptText(prompt)).toBe("You know the stars.\n\n2 about stars:\n1. One text. (sea)\n");
  expect(chatMessages(prompt)).toEqual([
    { role: "system", content: "You know the stars." },
    { role: "user", content: "2 about stars:\n1. One text. (sea)\n" },
  ]);
});

test("a prompt without a system part has one message and begins with the user's words", () => {
  const prompt = fillPrompt({ ...template, system: [] }, { label: "x", count: 1, demonstrations: [shown] });
  expect(chatMessages(prompt).map(({ role }) => role)).toEqual(["user"]);
  expect(promptParts(prompt)[0]).toEqual({ text: "1", variable: "count" });
});

test("fillPrompt takes braces in a value as they are, whatever name they hold", () => {
  const prompt = fillPrompt(template, {
    label: "{count}",
    count: 7,
    demonstrations: [{ text: "{label} {0}", label: "a {text}" }],
  });
  expect(promptText(prompt)).toBe("You know the {count}.\n\n7 about {count}:\n1. {label} {0} (a {text})\n");
});

test("fillPrompt numbers demonstrations from 1 in the order given", () => {
  const demonstrations = [{ text: "Second first." }, { text: "First second." }];
  const prompt = fillPrompt(twoAbstracts, { label: "fisheries", demonstrations });
  const lines = promptText(prompt).split("\n");
  expect(lines.filter((line) => line.startsWith("- "))).toEqual([
    "- Example 1: Second first.",
    "- Example 2: First second.",
  ]);
  expect(prompt.user.filter(({ variable }) => variable).map(({ variable }) => variable)).toEqual([
    "label",
    "demonstration 1",
    "demonstration 2",
  ]);
});

test("fillPrompt refuses another number of demonstrations than the template is written for", () => {
  expect(() => fillPrompt(twoAbstracts, { label: "x", demonstrations: [shown] })).toThrow(
    new RangeError("fillPrompt: demonstrations has 1, expected 2 for two abstracts"),
  );
  expect(() => fillPrompt(twoAbstracts, { label: "x" })).toThrow(
    new RangeError("fillPrompt: demonstrations has 0, expected 2 for two abstracts"),
  );
});

test("fillPrompt refuses a place without a value, an empty value, and a value without a place", () => {
  const demonstrations = [shown];
  expect(() => fillPrompt(template, { label: "x", demonstrations })).toThrow(
    new RangeError("fillPrompt: count is missing, expected a text for three lines"),
  );
  expect(() => fillPrompt(template, { label: " ", count: 1, demonstrations })).toThrow(
    new RangeError('fillPrompt: label is " ", expected a text for three lines'),
  );
  expect(() =>
    fillPrompt(template, { label: "x", count: 1, demonstrations: [{ text: "no label" }] }),
  ).toThrow(new RangeError("fillPrompt: label is missing, expected a text for three lines"));
  expect(() => fillPrompt(template, { label: "x", count: 1, topic: "y", demonstrations })).toThrow(
    new RangeError("fillPrompt: topic has no place in three lines, expected label, count"),
  );
});
