/** @file What a set of written texts is like: how true to its labels, how varied. */
import { distinctN } from "../../evaluation/distinctN";
import { interSampleSimilarity } from "../../evaluation/interSampleSimilarity";
import { selfBleu } from "../../evaluation/selfBleu";
import { topicCoverage } from "../../evaluation/topicCoverage";
import { vendiScore } from "../../evaluation/vendiScore";
import { mean } from "../../statistics/mean";
import { wordEmbedding } from "../../text/wordEmbedding";
import { wordsOf } from "../../text/wordsOf";
import { textFacts } from "../world/textFacts";
import type { AskedText, Study } from "./study";

/** So many texts of each field make the Vendi score: all of a thousand would take half a minute. */
const scoredPerField = 30;

/**
 * - `fidelity`: the share whose label is the likeliest class, by the exact posterior of real texts;
 * - `accepted`: the share that is grammatical;
 * - `similarity`: the mean cosine of two texts of a field, by the words weighted by rarity;
 * - `distinct2`: the share of word pairs that are different;
 * - `selfBleu`: how much of a text's runs of one to four words another one of its field has too;
 * - `vendi`: the effective number of different texts among the first thirty of a field;
 * - `coverage`: how evenly a field's subtopics are covered, by the most probable subtopic of each text.
 *
 * All but the first two are means over fields that have two texts or more.
 */
export function setMeasures({ world }: Study, written: readonly AskedText[]): Record<string, number> {
  const lookAt = textFacts(world);
  const facts = written.map(({ text, prompt }) => lookAt(prompt, text));
  const embed = wordEmbedding(written.map(({ text }) => text));
  const wordsOfRow = written.map(({ text }) => wordsOf(text));
  const fields = world.grammar.labels.flatMap((label, at) => {
    const rows = written.flatMap((one, row) =>
      one.label === label && wordsOfRow[row].length > 0 ? [row] : [],
    );
    if (rows.length < 2) return [];
    const words = rows.map((row) => wordsOfRow[row]);
    const vectors = rows.map((row) => embed(written[row].text));
    const subtopics = rows.map((row) => facts[row].subtopic);
    return {
      similarity: interSampleSimilarity(vectors),
      distinct2: distinctN(words, 2),
      selfBleu: selfBleu(words),
      vendi: vendiScore(vectors.slice(0, scoredPerField)),
      coverage: topicCoverage(subtopics, world.grammar.subtopics[at]).effective,
    };
  });
  const over = (of: (field: (typeof fields)[number]) => number) => mean(fields.map(of));
  return {
    fidelity: mean(facts.map(({ rightClass }) => (rightClass ? 1 : 0))),
    accepted: mean(facts.map(({ accepted }) => (accepted ? 1 : 0))),
    similarity: over(({ similarity }) => similarity),
    distinct2: over(({ distinct2 }) => distinct2),
    selfBleu: over((field) => field.selfBleu),
    vendi: over(({ vendi }) => vendi),
    coverage: over(({ coverage }) => coverage),
  };
}
