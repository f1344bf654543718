/** @file Judges that read probabilities: expected grades, and classes by the likelihood of the text. */
import { expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { decoderAnswers } from "../../src/evaluation/decoderAnswers";
import { expectedGrade } from "../../src/evaluation/expectedGrade";
import { gradesByProbability } from "../../src/evaluation/gradesByProbability";
import { judgePrompt } from "../../src/evaluation/judgePrompt";
import { labelShares } from "../../src/evaluation/labelShares";
import type { Decoder } from "../../src/models/decoder";
import { llamaConfig } from "../../src/models/decoderConfig";
import { initDecoder } from "../../src/models/initDecoder";
import { sequenceLogProbs, sumLogProb } from "../../src/models/sequenceLogProbs";
import { stream } from "../../src/random/stream";
import { promptText } from "../../src/text/prompts/prompt";
import { wordByteTokenizer } from "../../src/text/wordByteTokenizer";

const judged = [
  { text: "Corals bleach.", label: "coral ecology", demonstrations: ["Reefs grow.", "Polyps eat."] },
  { text: "Groups act on sets and on one another.", label: "group theory", demonstrations: ["Rings."] },
];
const answers = [" 0", " 1", " 2", " 3", " 4", " 5"];
const words = judged.flatMap((one) => [promptText(judgePrompt(one)), one.text]);

/** A random decoder; with `eager` it holds a grade for almost sure, whatever it reads. */
function tinyJudge(eager: boolean, texts = [...words, answers.join("")]): Decoder {
  const tokenizer = wordByteTokenizer(texts, { limit: 500 });
  const config = llamaConfig({ vocabularySize: tokenizer.size, hiddenSize: 8, layers: 1, heads: 2 });
  const params = initDecoder({ ...config, tiedHead: false }, stream(3, "judge"));
  if (eager) {
    const grades = new Set(answers.map((answer) => tokenizer.encodePlain(answer).at(-1)));
    const factors = Float32Array.from({ length: tokenizer.size }, (_, id) => (grades.has(id) ? 150 : 0));
    params["lm_head.weight"] = tf.mul(params["lm_head.weight"], tf.tensor2d(factors, [tokenizer.size, 1]));
  }
  return { config: { ...config, tiedHead: false }, params, tokenizer, generation: { stopTokens: [2] } };
}

test("an expected grade, by hand: .3 · 4 + .1 · 3 + .1 · 5 of .5", () => {
  const { grade, mass } = expectedGrade([0, 0, 0, 0.1, 0.3, 0.1].map(Math.log));
  expect(grade).toBeCloseTo(4, 12);
  expect(mass).toBeCloseTo(0.5, 12);
  expect(expectedGrade(new Array(6).fill(Math.log(0.01))).grade).toBeCloseTo(2.5, 12);
  expect(expectedGrade([-Infinity, -Infinity, 0])).toEqual({ grade: 2, mass: 1 });
});

test("without a grade that is possible there is no expected grade", () => {
  expect(() => expectedGrade([])).toThrow(
    new RangeError("expectedGrade: logProbs are none, expected one or more, of which one is finite"),
  );
  expect(() => expectedGrade([-Infinity, -Infinity])).toThrow(
    new RangeError(
      "expectedGrade: logProbs are -Infinity, -Infinity, expected one or more, of which one is finite",
    ),
  );
});

test("expected grades are those of six completions behind each lead, and a model that means none has none", async () => {
  const judge = tinyJudge(true);
  const { grades, mass } = await gradesByProbability(judge, judged, { batchSize: 4 });
  expect(mass.every((one) => one > 0.5)).toBe(true);
  for (const [at, one] of judged.entries()) {
    for (const [name, lead] of [
      ["relevance", "relevance:"],
      ["fluency", "fluency:"],
      ["classAlignment", "class alignment:"],
    ] as const) {
      const prompt = judge.tokenizer.encode(`${promptText(judgePrompt(one))}\n${lead}`).ids;
      const rows = answers.map((answer) => ({ prompt, completion: judge.tokenizer.encodePlain(answer) }));
      // Of a space apart from its grade, the probability of the space is not the judge's word.
      const logs = (await sequenceLogProbs(judge, rows)).map((tokens) => tokens[tokens.length - 1]);
      expect(grades[at]![name]).toBeCloseTo(expectedGrade(logs).grade, 3);
    }
  }
  const shy = await gradesByProbability(tinyJudge(false), judged);
  expect(shy.grades).toEqual([undefined, undefined]);
  expect(Math.max(...shy.mass)).toBeLessThan(0.1);
});

test("grades that a tokenizer writes in tokens of different beginnings are refused", async () => {
  const judge = tinyJudge(true);
  const odd = { ...judge.tokenizer, encodePlain: (text: string) => (text === " 3" ? [7, 8] : [9]) };
  await expect(gradesByProbability({ ...judge, tokenizer: odd }, judged)).rejects.toThrow(
    new RangeError(
      "gradesByProbability: the grades' tokens are 9 / 9 / 9 / 7,8 / 9 / 9, expected them to differ in the last alone",
    ),
  );
});

test("shares of classes are Bayes' rule over the text's likelihoods, and 1 together", async () => {
  const decoder = tinyJudge(false);
  const prompts = ["field: coral ecology\nabstract:", "field: group theory\nabstract:", "abstract:"];
  const texts = judged.map(({ text }) => text);
  const shares = await labelShares(decoder, texts, prompts, { batchSize: 4 });
  for (const [at, text] of texts.entries()) {
    const { tokenizer } = decoder;
    const rows = prompts.map((prompt) => ({
      prompt: tokenizer.encode(prompt).ids,
      completion: tokenizer.encodePlain(` ${text}`),
    }));
    const likelihoods = (await sequenceLogProbs(decoder, rows)).map((tokens) => Math.exp(sumLogProb(tokens)));
    const all = likelihoods.reduce((sum, one) => sum + one, 0);
    shares[at].forEach((share, place) => {
      expect(share).toBeCloseTo(likelihoods[place] / all, 4);
    });
  }
  await expect(labelShares(decoder, texts, [])).rejects.toThrow(
    new RangeError("labelShares: prompts is empty, expected one for each class"),
  );
});

test("a local model answers every prompt, the same each time, and no judge leaves a tensor behind", async () => {
  const decoder = tinyJudge(false);
  const prompts = ["Corals bleach.", "Groups act on sets."];
  const first = await decoderAnswers(decoder)(prompts);
  expect(first).toHaveLength(2);
  expect(await decoderAnswers(decoder)(prompts)).toEqual(first);
  for (const answer of first) expect(answer).not.toContain("\n\n");
  const stopped = decoderAnswers(decoder, AbortSignal.abort(new Error("enough")))(prompts);
  await expect(stopped).rejects.toThrow("enough");
  const all = async () => {
    await decoderAnswers(decoder)(prompts);
    await gradesByProbability(decoder, judged);
    await labelShares(decoder, ["Corals."], ["a:", "b:"]);
  };
  expect(await tensorsLeft(all)).toBe(0);
});
