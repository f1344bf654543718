/**
 * @file The distribution of pages, known exactly: the limit that no language model can pass.
 */
import type { Grammar } from "../../data/world/grammar";
import { logAdd, logSumExp } from "../../data/world/logSpace";
import { type CellScore, createCellScore } from "../../data/world/score";
import { zipf } from "../../data/world/wordProbabilities";
import { writtenFrom } from "../../data/world/worldDistribution";
import { createWriter } from "../../data/world/writeText";
import type { Random } from "../../random/stream";
import { type PromptMethodName, promptMethods } from "../../text/prompts/promptMethods";
import type { ReadingKnobs } from "./readingKnobs";
import { methodOf, type WorldPrompt } from "./worldPrompt";

/** A prompt and the text that follows it, in one of the wordings. */
export interface WorldPage {
  /** Its number in `worldWordings`. */
  wording: number;
  prompt: WorldPrompt;
  text: string;
}

/** Pages as exact probabilities; logarithms are natural. */
export interface PageLaw {
  /** A page; of this form, if one is named. */
  sample(random: Random, form?: PromptMethodName): WorldPage;
  /** A text as it follows a prompt. */
  sampleText(prompt: WorldPrompt, random: Random): string;
  /** log P(text | prompt): what a language model that knows the world would give it. */
  logText(prompt: WorldPrompt, text: string): number;
  /** log P(page): wording, form, label, topic, demonstrations and text. */
  logPage(page: WorldPage): number;
}

/**
 * The law of pages over a grammar.
 *
 *     P(x_1 ... x_n | label, topic) = f Σ_cell π(cell) Π_i P(x_i | cell) + (1 - f) Π_i Σ_cell π(cell) P(x_i | cell)
 *
 * A cell is a class and a subtopic, π(cell) its probability under label and topic, f the `focus`: a page keeps to one
 * cell or not, so that each text tells something of the next.
 *
 * @param scoreCells log P(text | cell) under `knobs.texts`; made here where none is given
 */
export function pageLaw(grammar: Grammar, knobs: ReadingKnobs, scoreCells?: CellScore): PageLaw {
  const { labels, subtopics } = grammar;
  const score = scoreCells ?? createCellScore(grammar, knobs.texts);
  const write = createWriter(grammar, knobs.texts);
  const depth = subtopics[0].length;
  const writeCell = (cell: number, random: Random) => write(Math.floor(cell / depth), cell % depth, random);
  const subtopicPrior = knobs.texts.subtopicPrior ?? zipf(depth, 0);
  const methods = Object.keys(promptMethods) as PromptMethodName[];
  const methodShares = shares(methods.map((name) => knobs.methods[name]));
  const wordingShares = shares(knobs.wordings);
  const priorOf = (prompt: WorldPrompt) => cellPrior(grammar, knobs, subtopicPrior, prompt);

  const logTexts = (prior: readonly number[], texts: readonly string[]): number => {
    const { focused, apart } = logBoth(prior, texts.map(score), knobs.focus);
    return logAdd(focused, apart);
  };
  const logText = (prompt: WorldPrompt, text: string): number => {
    const prior = priorOf(prompt);
    const shown = prompt.demonstrations;
    return logTexts(prior, [...shown, text]) - (shown.length === 0 ? 0 : logTexts(prior, shown));
  };
  const logPrompt = (prompt: WorldPrompt): number => {
    const { label, topic, demonstrations } = prompt;
    const method = methodShares[methods.indexOf(methodOf(prompt))];
    const topicShare =
      topic === undefined ? 1 : subtopicPrior[subtopics[labels.indexOf(label)].indexOf(topic)];
    const logHead = Math.log(method) + Math.log(topicShare) - Math.log(labels.length);
    return logHead + (demonstrations.length === 0 ? 0 : logTexts(priorOf(prompt), demonstrations));
  };
  const samplePrompt = (random: Random, form?: PromptMethodName): WorldPrompt & { count: number } => {
    const label = random.integer(labels.length);
    const method = promptMethods[form ?? methods[random.categorical(methodShares)]];
    const topic = method.topic ? subtopics[label][random.categorical(subtopicPrior)] : undefined;
    return { label: labels[label], topic, demonstrations: [], count: method.demonstrations };
  };
  return {
    sample(random, form) {
      const { count, ...bare } = samplePrompt(random, form);
      const prior = priorOf(bare);
      const common = random.uniform() < knobs.focus ? random.categorical(prior) : undefined;
      const texts = Array.from({ length: count + 1 }, () =>
        writeCell(common ?? random.categorical(prior), random),
      );
      const text = texts.pop()!;
      return {
        wording: random.categorical(wordingShares),
        prompt: { ...bare, demonstrations: texts },
        text,
      };
    },
    sampleText(prompt, random) {
      const prior = priorOf(prompt);
      return writeCell(
        random.categorical(nextCell(prior, prompt.demonstrations.map(score), knobs.focus)),
        random,
      );
    },
    logText,
    logPage: ({ wording, prompt, text }) =>
      Math.log(wordingShares[wording]) + logPrompt(prompt) + logText(prompt, text),
  };
}

/**
 * π(cell): the class by label noise; the subtopic by the topic asked for if the class is the label's and the text does
 * not slip, else by the prior.
 */
function cellPrior(
  grammar: Grammar,
  { texts, topicSlip }: ReadingKnobs,
  subtopicPrior: readonly number[],
  { label, topic }: WorldPrompt,
): number[] {
  const asked = grammar.labels.indexOf(label);
  if (asked < 0) {
    throw new RangeError(`pageLaw: label is "${label}", expected one of ${grammar.labels.join(", ")}`);
  }
  const wanted = topic === undefined ? -1 : grammar.subtopics[asked].indexOf(topic);
  if (topic !== undefined && wanted < 0) {
    const known = grammar.subtopics[asked].join(", ");
    throw new RangeError(`pageLaw: topic is "${topic}", expected one of ${known}`);
  }
  return writtenFrom(grammar, texts, asked).flatMap((share, from) =>
    subtopicPrior.map((prior, subtopic) => {
      if (from !== asked || wanted < 0) return share * prior;
      return share * (topicSlip * prior + (subtopic === wanted ? 1 - topicSlip : 0));
    }),
  );
}

/** The two terms of the law, as logarithms. */
function logBoth(prior: readonly number[], scores: readonly Float64Array[], focus: number) {
  const logPrior = prior.map(Math.log);
  const together = logPrior.map((log, cell) => scores.reduce((sum, score) => sum + score[cell], log));
  const alone = scores.map((score) => logSumExp(logPrior.map((log, cell) => log + score[cell])));
  return {
    focused: Math.log(focus) + logSumExp(together),
    apart: Math.log(1 - focus) + alone.reduce((sum, log) => sum + log, 0),
  };
}

/** P(cell of the next text | texts so far). */
function nextCell(prior: readonly number[], scores: readonly Float64Array[], focus: number): number[] {
  const { focused, apart } = logBoth(prior, scores, focus);
  const total = logAdd(focused, apart);
  const kept = Math.exp(apart - total);
  return prior.map((share, cell) => {
    const log = scores.reduce((sum, score) => sum + score[cell], Math.log(share) + Math.log(focus));
    return kept * share + Math.exp(log - total);
  });
}

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
