/** @file The judges of Section 4.6 at scale `small`: one language model, asked in three ways. */
import { decoderAnswers } from "../../evaluation/decoderAnswers";
import { gradesByProbability } from "../../evaluation/gradesByProbability";
import type { JudgedText, JudgeGrades } from "../../evaluation/judge";
import { type AnswerPrompts, judgeTexts } from "../../evaluation/judgeTexts";
import { labelShares } from "../../evaluation/labelShares";
import type { Decoder } from "../../models/decoder";
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";

/** What a judge made of some texts. */
export interface RealGrades {
  /** In the order of the texts, the criteria that the judge knows; null where it could not be read. */
  grades: readonly (Partial<JudgeGrades> | null)[];
  /** What else is to be said of its answers. */
  facts: Measures;
}

/** A way to grade texts. */
export interface RealJudge {
  /** Its name in tables, ledgers and caches. */
  source: string;
  grade(texts: readonly JudgedText[], signal?: AbortSignal): Promise<RealGrades>;
}

/** Reads a generator's answers strictly; any generator will do. */
export function answeringJudge(answers: (signal?: AbortSignal) => AnswerPrompts): RealJudge {
  return {
    source: "answers",
    async grade(texts, signal) {
      const { grades } = await judgeTexts(texts, answers(signal));
      return { grades: grades.map((one) => one ?? null), facts: {} };
    },
  };
}

/** All judges that a local model can be. */
export function smallJudges(decoder: Decoder, labels: readonly string[]): RealJudge[] {
  return [
    answeringJudge((signal) => decoderAnswers(decoder, signal)),
    expectingJudge(decoder),
    likelihoodJudge(decoder, labels),
  ];
}

/** Does not wait for an answer, but asks how likely each grade is. */
function expectingJudge(decoder: Decoder): RealJudge {
  return {
    source: "expected grade",
    async grade(texts, signal) {
      const { grades, mass } = await gradesByProbability(decoder, texts, { signal });
      return { grades: grades.map((one) => one ?? null), facts: { mass: mean(mass) } };
    },
  };
}

/** Asks for no grade at all: class alignment is 5 P(y | x), as the exact judge has it, by the model's likelihoods. */
function likelihoodJudge(decoder: Decoder, labels: readonly string[]): RealJudge {
  const prompts = labels.map((label) => `field: ${label}\nabstract:`);
  const known = new Map<string, readonly number[]>();
  return {
    source: "class likelihood",
    async grade(texts, signal) {
      const words = texts.map(({ text }) => text.replace(/\s+/g, " ").trim() || "(no text)");
      const unknown = [...new Set(words)].filter((text) => !known.has(text));
      const shares = await labelShares(decoder, unknown, prompts, { signal });
      unknown.forEach((text, at) => {
        known.set(text, shares[at]);
      });
      const grades = texts.map(({ label }, at) => ({
        classAlignment: 5 * known.get(words[at])![labels.indexOf(label)],
      }));
      return { grades, facts: {} };
    },
  };
}
