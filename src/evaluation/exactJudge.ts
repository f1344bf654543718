/** @file A judge that knows the world: the grades of a text, from the exact P. */
import { logSumExp } from "../data/world/logSpace";
import { createCellScore } from "../data/world/score";
import { textTokens } from "../data/world/textTokens";
import type { World } from "../data/world/world";
import { createDistribution, type WorldDistribution } from "../data/world/worldDistribution";
import type { Random } from "../random/stream";
import { mean } from "../statistics/mean";
import type { JudgedText, JudgeGrades } from "./judge";

/** Real sentences that say how probable, token by token, such sentences are. */
const realSentences = 1000;

/** A sentence has the full grade unless it is less probable than all but these of the real ones. */
const unusual = 0.05;

/**
 * Makes the judge of a world.
 *
 *     class alignment = 5 P(y | x)
 *     fluency         = 5 (1 / S) Σ_s min(1, F(s) / 0.05)
 *     relevance       = 5 Σ_c P(c | x) max_d P(c | d)
 *
 * F(s) is the share of real sentences whose log P by token is at most that of the text's sentence s, which is 0 for one
 * that the grammar rejects or whose words never stand together; c is a class with one of its subtopics; d the
 * demonstrations of the prompt. So a text on the subject of either demonstration is relevant, one on another subtopic
 * of the class is not.
 *
 * Source:  ours, for the three criteria of the U-DPO paper, Section 4.6.
 * Differs: exact where the paper asks a language model; grades are not rounded to halves.
 *
 * @param random draws the real sentences that fluency is measured by
 * @returns grades from 0 to 5; it throws a RangeError for an unknown label or a text without demonstrations
 */
export function exactJudge(world: World, random: Random): (judged: JudgedText) => JudgeGrades {
  const { grammar, real } = world;
  const scoreCells = createCellScore(grammar, real.knobs);
  const single = createDistribution(grammar, { ...real.knobs, sentenceCounts: { 1: 1 } });
  const usual = single.sample(realSentences, random).map(({ text }) => logByToken(single, text));
  const usualness = (sentence: string) => {
    const log = logByToken(single, sentence);
    return Math.min(1, usual.filter((one) => one <= log).length / usual.length / unusual);
  };
  const shares = remember((text) => {
    const cells = scoreCells(text);
    const total = logSumExp(cells);
    return cells.map((cell) => Math.exp(cell - total));
  });
  return ({ text, label, demonstrations }) => {
    if (demonstrations.length === 0) {
      throw new RangeError("exactJudge: demonstrations is empty, expected at least one");
    }
    const shown = demonstrations.map(shares);
    const relevance = shares(text).reduce(
      (sum, share, cell) => sum + share * Math.max(...shown.map((one) => one[cell])),
      0,
    );
    const sentences = text.split(/(?<=\.)\s+/).filter((sentence) => sentence.trim() !== "");
    return {
      relevance: 5 * relevance,
      fluency: sentences.length === 0 ? 0 : 5 * mean(sentences.map(usualness)),
      classAlignment: 5 * Math.exp(real.logPosterior(text, label)),
    };
  };
}

/** log P(x) by token of a text. */
function logByToken(of: WorldDistribution, text: string): number {
  const logs = of.labels.map((label) => of.logProb(text, label));
  return logSumExp(logs) / Math.max(1, textTokens(text).length);
}

function remember(compute: (text: string) => Float64Array): (text: string) => Float64Array {
  const known = new Map<string, Float64Array>();
  return (text) => {
    const value = known.get(text) ?? compute(text);
    known.set(text, value);
    return value;
  };
}
