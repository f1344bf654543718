/** @file A language model as judge, wherever it runs: prompts out, grades back. */
import { promptText } from "../text/prompts/prompt";
import type { JudgedText, JudgeGrades } from "./judge";
import { judgePrompt } from "./judgePrompt";
import { parseGrades } from "./parseGrades";

/** Any generator: one answer for each prompt, in their order. */
export type AnswerPrompts = (prompts: string[]) => Promise<string[]>;

/** What a judge said. */
export interface Judgement {
  /** In the order of the texts; undefined where the answer was none. */
  readonly grades: readonly (JudgeGrades | undefined)[];
  /** How many answers could not be read. They are left out of every mean: nothing is guessed for them. */
  readonly unparsable: number;
  /** The answers as they came, to look at. */
  readonly answers: readonly string[];
}

/**
 * Has texts judged.
 *
 * Source:  U-DPO paper, Section 4.6: a language model grades relevance, fluency and class alignment.
 * Differs: any model that follows instructions, in place of GPT-4.5.
 *
 * @throws RangeError if there are not as many answers as texts; whatever `answer` throws
 */
export async function judgeTexts(texts: readonly JudgedText[], answer: AnswerPrompts): Promise<Judgement> {
  const answers = await answer(texts.map((one) => promptText(judgePrompt(one))));
  if (answers.length !== texts.length) {
    throw new RangeError(`judgeTexts: answers has ${answers.length} values, expected ${texts.length}`);
  }
  const grades = answers.map(parseGrades);
  return { grades, unparsable: grades.filter((one) => one === undefined).length, answers };
}
