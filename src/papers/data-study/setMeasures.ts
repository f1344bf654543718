/** @file What a set of written texts is like: how true to its labels, how varied. */
import { distinctN } from "../../evaluation/distinctN";
import { cosineSimilarity } from "../../statistics/cosineSimilarity";
import { entropy } from "../../statistics/entropy";
import { mean } from "../../statistics/mean";
import { wordEmbedding } from "../u-dpo/wordEmbedding";
import { textFacts } from "../world/textFacts";
import type { AskedText, Study } from "./study";
import { studyStream } from "./studyStream";

/** Pairs of texts of a field that the similarity is the mean of. */
const comparedPairs = 2000;

/**
 * - `fidelity`: the share whose label is the likeliest class, by the exact posterior of real texts;
 * - `accepted`: the share that is grammatical;
 * - `similarity`: the mean cosine of two texts of a field, by the words weighted by rarity;
 * - `distinct2`: the share of word pairs that occur once;
 * - `coverage`: how evenly a field's subtopics are covered, e to the entropy of their shares, over their number.
 */
export function setMeasures(
  study: Study,
  written: readonly AskedText[],
  seed: number,
): Record<string, number> {
  const { world } = study;
  const lookAt = textFacts(world);
  const facts = written.map(({ text, prompt }) => lookAt(prompt, text));
  const texts = written.map(({ text }) => text);
  return {
    fidelity: mean(facts.map(({ rightClass }) => (rightClass ? 1 : 0))),
    accepted: mean(facts.map(({ accepted }) => (accepted ? 1 : 0))),
    similarity: similarityWithin(written, seed),
    distinct2: distinctN(
      texts.map((text) => text.split(/\s+/)),
      2,
    ),
    coverage: mean(
      world.grammar.labels.map((label, at) => {
        const found = facts.filter((_, row) => written[row].label === label).map(({ subtopic }) => subtopic);
        const subtopics = world.grammar.subtopics[at];
        const shares = subtopics.map((name) => found.filter((one) => one === name).length / found.length);
        return Math.exp(entropy(shares)) / subtopics.length;
      }),
    ),
  };
}

/** Pairs are drawn at random: all of a thousand texts would be half a million. */
function similarityWithin(written: readonly AskedText[], seed: number): number {
  const sound = written.filter(({ text }) => /\p{L}/u.test(text));
  const embed = wordEmbedding(sound.map(({ text }) => text));
  const vectors = sound.map(({ text }) => embed(text));
  const random = studyStream(seed, "similarity");
  const labels = [...new Set(sound.map(({ label }) => label))];
  const rowsOf = (label: string) => sound.flatMap((one, at) => (one.label === label ? [at] : []));
  const groups = labels.map(rowsOf).filter((group) => group.length > 1);
  return mean(
    Array.from({ length: comparedPairs }, (_, at) => {
      const group = groups[at % groups.length];
      const one = random.integer(group.length);
      const other = (one + 1 + random.integer(group.length - 1)) % group.length;
      return cosineSimilarity(vectors[group[one]], vectors[group[other]]);
    }),
  );
}
