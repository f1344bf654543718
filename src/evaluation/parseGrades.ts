/** @file Grades read from a judge's answer, or nothing. */
import type { JudgeGrades } from "./judge";

const names: Readonly<Record<string, keyof JudgeGrades>> = {
  relevance: "relevance",
  fluency: "fluency",
  "class alignment": "classAlignment",
};

/** A name, a colon, a grade from 0 to 5 in halves. */
const line = /^(relevance|fluency|class alignment)\s*:\s*([0-4](?:\.[05])?|5(?:\.0)?)$/i;

/**
 * The three grades of an answer that keeps to the form asked for.
 *
 * Each grade on a line of its own, in any order, each once, and nothing else but empty lines: an answer that says more
 * may mean something else, and a number that is not clear is not guessed.
 *
 * Source: ours, the counterpart of `judgeTemplate`.
 *
 * @returns undefined where the answer has another form
 */
export function parseGrades(answer: string): JudgeGrades | undefined {
  const lines = answer
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  if (lines.length !== Object.keys(names).length) return undefined;
  const grades: Partial<JudgeGrades> = {};
  for (const one of lines) {
    const found = line.exec(one);
    if (!found) return undefined;
    const name = names[found[1].toLowerCase()];
    if (grades[name] !== undefined) return undefined;
    grades[name] = Number(found[2]);
  }
  return grades as JudgeGrades;
}
