/** @file Prompts for abstracts of scientific papers. */
import type { TaskWords } from "./promptMethods";
import type { PromptTemplate } from "./promptTemplate";

/**
 * The prompt by which U-DPO generates: an assistant's role, the field and its style, two abstracts of the class, and
 * the request for one more and nothing else. Its variables are `label` and two demonstrations.
 *
 * Source:  U-DPO, Section 4.1 (two random texts of the label) and the appendix on the generation prompt.
 * Differs: the same ingredients in the same order, in our own words.
 */
export const twoAbstracts: PromptTemplate = {
  name: "two abstracts",
  system: [],
  user: [
    { purpose: "role", text: "You are a skilled assistant to researchers." },
    {
      purpose: "style",
      text: "Below are abstracts of papers in the field of {label}, written in the formal style of science.",
    },
    {
      purpose: "request",
      text: "You are to write a new abstract that resembles them in style and topic.",
    },
    { purpose: "lead", text: "\nExamples:" },
    { purpose: "demonstration", text: "- Example {number}: {text}" },
    { purpose: "request", text: "\nWrite one abstract, a single paragraph, in the same field." },
    {
      purpose: "answer",
      text: "Give the text of the abstract alone: no title, no citation, no link, no remark.\nAbstract:",
    },
  ],
  demonstrations: 2,
};

/** Abstracts by any of the ways to ask; its variables are `label`, `words` and, by topic, `topic`. */
export const academicAbstracts: TaskWords = {
  role: "You are a skilled assistant to researchers.",
  request: "Write the abstract of a paper in the field of {label}.",
  topic: "The paper is about {topic}.",
  style: "Keep to the formal style of science.",
  length: "Use about {words} words.",
  lead: "Abstracts of this field read like these:",
  demonstration: "- Example {number}: {text}",
  diversity: "Choose a subject and a wording that differ from all abstracts so far.",
  answer: "Give the text of the abstract alone.\nAbstract:",
};
