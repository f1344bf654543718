/** @file A judge that knows the world: the grades of a text, from the exact P. */
import { logSumExp } from "../data/world/logSpace";
import { createCellScore } from "../data/world/score";
import { rejectedShare } from "../data/world/sentences";
import { textTokens } from "../data/world/textTokens";
import type { World } from "../data/world/world";
import type { Random } from "../random/stream";
import type { JudgedText, JudgeGrades } from "./judge";

/** Real texts that say how probable, token by token, such texts are. */
const realTexts = 1000;

/** A text has the full grade for fluency unless it is less probable than all but these of the real texts. */
const unusual = 0.05;

/**
 * Makes the judge of a world.
 *
 *     class alignment = 5 P(y | x)
 *     fluency         = 5 a(x) min(1, F(x) / 0.05)
 *     relevance       = 5 Σ_c P(c | x) max_d P(c | d)
 *
 * a is the share of the text's sentences that the grammar accepts; F the share of real texts whose log P by token is at
 * most the text's; c a class with one of its subtopics; d the demonstrations of the prompt. So a text on the subject
 * of either demonstration is relevant, one on another subtopic of the class is not.
 *
 * Source:  ours, for the three criteria of the U-DPO paper, Section 4.6.
 * Differs: exact where the paper asks a language model; grades are not rounded to halves.
 *
 * @param random draws the real texts that fluency is measured by
 * @returns grades from 0 to 5; it throws a RangeError for an unknown label or a text without demonstrations
 */
export function exactJudge(world: World, random: Random): (judged: JudgedText) => JudgeGrades {
  const { grammar, real } = world;
  const scoreCells = createCellScore(grammar, real.knobs);
  const usual = real.sample(realTexts, random).map(({ text }) => logByToken(world, text));
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
    const log = logByToken(world, text);
    const rank = usual.filter((one) => one <= log).length / usual.length;
    return {
      relevance: 5 * relevance,
      fluency: 5 * (1 - rejectedShare(grammar, text)) * Math.min(1, rank / unusual),
      classAlignment: 5 * Math.exp(real.logPosterior(text, label)),
    };
  };
}

/** log P(x) by token of the text; a text without tokens has its whole log P. */
function logByToken({ real }: World, text: string): number {
  const logs = real.labels.map((label) => real.logProb(text, label));
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
