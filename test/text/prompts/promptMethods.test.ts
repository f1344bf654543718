import { expect, test } from "vitest";
import { academicAbstracts } from "../../../src/text/prompts/academicAbstracts";
import { fillPrompt } from "../../../src/text/prompts/fillPrompt";
import { promptText } from "../../../src/text/prompts/prompt";
import {
  methodTemplate,
  type PromptMethodName,
  promptMethods,
  type TaskWords,
} from "../../../src/text/prompts/promptMethods";
import { topicsTemplate } from "../../../src/text/prompts/topicsTemplate";
import { financialNews, ironicTweets, sentencePairs } from "../../../src/text/prompts/weightedLossTasks";
import { worldWords } from "../../../src/text/prompts/worldWords";

const texts = ["First.", "Second.", "Third.", "Fourth.", "Fifth."].map((text) => ({ text }));

/** The prompt of a way to ask, with as many demonstrations as it takes. */
function ask(task: TaskWords, name: PromptMethodName, more: Record<string, string | number> = {}): string {
  const { topic, demonstrations } = promptMethods[name];
  const values = { label: "corals", ...(topic && { topic: "bleaching" }), ...more };
  return promptText(
    fillPrompt(methodTemplate(task, name), { ...values, demonstrations: texts.slice(0, demonstrations) }),
  );
}

test("the exact world's prompts are these, word by word", () => {
  expect(ask(worldWords, "zero-shot")).toBe("field: corals\nabstract:");
  expect(ask(worldWords, "zero-shot topic")).toBe("field: corals\ntopic: bleaching\nabstract:");
  expect(ask(worldWords, "one-shot")).toBe("field: corals\nexample: First.\nabstract:");
  expect(ask(worldWords, "two-shot")).toBe("field: corals\nexample: First.\nexample: Second.\nabstract:");
  expect(ask(worldWords, "few-shot 3").match(/example:/g)).toHaveLength(3);
  expect(ask(worldWords, "few-shot 5").match(/example: \w+\./g)).toHaveLength(5);
});

const tasks: [string, TaskWords][] = [
  ["academicAbstracts", academicAbstracts],
  ["ironicTweets", ironicTweets],
  ["financialNews", financialNews],
];

test.each(
  tasks,
)("%s: each way to ask has its label, length and demonstrations once, and no place left", (_, task) => {
  for (const name of Object.keys(promptMethods) as PromptMethodName[]) {
    const text = ask(task, name, { words: 120 });
    expect(text).not.toMatch(/[{}]/);
    expect(text.split("corals")).toHaveLength(2);
    expect(text.split("120")).toHaveLength(2);
    expect(text.split("bleaching")).toHaveLength(name === "zero-shot topic" ? 2 : 1);
    expect(texts.filter((shown) => text.includes(shown.text))).toHaveLength(
      promptMethods[name].demonstrations,
    );
    expect(text.includes(task.lead!)).toBe(promptMethods[name].demonstrations > 0);
  }
});

test("the role is the system's, and what comes last is where the model goes on", () => {
  const template = methodTemplate(ironicTweets, "one-shot");
  expect(template.system.map(({ purpose }) => purpose)).toEqual(["role"]);
  expect(template.user.map(({ purpose }) => purpose)).toEqual([
    "request",
    "style",
    "length",
    "lead",
    "demonstration",
    "diversity",
    "answer",
  ]);
  expect(methodTemplate(worldWords, "one-shot").system).toEqual([]);
});

test("methodTemplate refuses an unknown way to ask, with those there are", () => {
  expect(() => methodTemplate(worldWords, "few-shot 4" as PromptMethodName)).toThrow(
    new RangeError(
      "methodTemplate: name is few-shot 4, expected one of zero-shot, zero-shot topic, one-shot, two-shot, few-shot 3, few-shot 5",
    ),
  );
});

test("sentence pairs stand on one line each, with both texts and the label", () => {
  const demonstrations = Array.from({ length: 8 }, (_, i) => ({
    text: `a${i}`,
    textPair: `b${i}`,
    label: String(i % 2),
  }));
  const text = promptText(fillPrompt(sentencePairs, { count: 5, demonstrations }));
  expect(text).toContain(
    "\nsentence1: a3 | sentence2: b3 | label: 1\nsentence1: a4 | sentence2: b4 | label: 0\n",
  );
  expect(text).toContain("Write 5 data points");
});

test("topics are asked for by their number, the kind of text and the class", () => {
  const text = promptText(fillPrompt(topicsTemplate, { count: 12, kind: "papers", label: "corals" }));
  expect(text.split("\n")[0]).toBe("List 12 topics that papers of this class deal with: corals.");
});
