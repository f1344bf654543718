/** @file Grades from the probabilities of a language model's next token, for models that do not keep to a form. */
import type { Decoder } from "../models/decoder";
import { nextTokenLogProbs } from "../models/nextTokenLogProbs";
import type { ScoreOptions } from "../models/scoreRows";
import { promptText } from "../text/prompts/prompt";
import type { Tokenizer } from "../text/tokenizer";
import { expectedGrade } from "./expectedGrade";
import type { JudgedText, JudgeGrades } from "./judge";
import { judgePrompt } from "./judgePrompt";

/** What a judge's probabilities say. */
export interface ProbableGrades {
  /** In the order of the texts; undefined where the model did not mean to give one of the three. */
  readonly grades: readonly (JudgeGrades | undefined)[];
  /** For each text how likely a grade came at all: the least of its three. */
  readonly mass: readonly number[];
}

const answers = ["0", "1", "2", "3", "4", "5"];

/** The lines of `judgePrompt`'s answer, up to the grade. */
const leads: Readonly<Record<keyof JudgeGrades, string>> = {
  relevance: "relevance:",
  fluency: "fluency:",
  classAlignment: "class alignment:",
};

/** A text counts as graded if a grade is likelier than all else. */
const leastMass = 0.5;

/**
 * The expected grades of texts, each criterion asked for by itself behind the judge's prompt.
 *
 * Strict in its way: where "0" to "5" together have less than half of the probability after any of the three leads,
 * the text has no grades.
 *
 * Source:  Liu et al. 2023 (G-Eval), Section 2.3, for grades by probability; U-DPO paper, Section 4.6, for the criteria.
 * Differs: no chain of thought; a half such as 3.5 counts as its whole part, since only the next token is looked at.
 *
 * @throws RangeError if the tokenizer does not write the six grades alike up to their last token; as
 *   `nextTokenLogProbs`
 */
export async function gradesByProbability(
  decoder: Decoder,
  texts: readonly JudgedText[],
  options: ScoreOptions = {},
): Promise<ProbableGrades> {
  const { tokenizer } = decoder;
  const { before, last } = gradeTokens(tokenizer);
  const names = Object.keys(leads) as (keyof JudgeGrades)[];
  const prompts = texts.flatMap((one) => {
    const asked = promptText(judgePrompt(one));
    return names.map((name) => [...wholePrompt(tokenizer, `${asked}\n${leads[name]}`), ...before]);
  });
  const expected = (await nextTokenLogProbs(decoder, prompts, last, options)).map(expectedGrade);
  const ofText = texts.map((_, at) => expected.slice(at * names.length, (at + 1) * names.length));
  const mass = ofText.map((three) => Math.min(...three.map((one) => one.mass)));
  const grades = ofText.map((three, at) =>
    mass[at] < leastMass
      ? undefined
      : (Object.fromEntries(names.map((name, i) => [name, three[i].grade])) as JudgeGrades),
  );
  return { grades, mass };
}

/** Never cut: the end of a prompt is what is asked. */
function wholePrompt(tokenizer: Pick<Tokenizer, "encode">, prompt: string): number[] {
  return tokenizer.encode(prompt, undefined, Number.POSITIVE_INFINITY).ids;
}

/** The tokens of a space and a grade: those that all six begin with, and the one by which each ends. */
function gradeTokens(tokenizer: Pick<Tokenizer, "encodePlain">): { before: number[]; last: number[] } {
  const written = answers.map((answer) => tokenizer.encodePlain(` ${answer}`));
  const [before] = written.map((tokens) => tokens.slice(0, -1));
  const last = written.map((tokens) => tokens[tokens.length - 1]);
  const isAlike = written.every((tokens) => `${tokens.slice(0, -1)}` === `${before}`);
  if (isAlike && new Set(last).size === answers.length) return { before, last };
  throw new RangeError(
    `gradesByProbability: the grades' tokens are ${written.join(" / ")}, expected them to differ in the last alone`,
  );
}
