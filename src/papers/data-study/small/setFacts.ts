/** @file What a set of written texts is like, and what became of the answers. */
import type { Example } from "../../../data/dataset";
import { copiedShare } from "../../../evaluation/copiedShare";
import { distinctN } from "../../../evaluation/distinctN";
import { interSampleSimilarity } from "../../../evaluation/interSampleSimilarity";
import { nearDuplicates } from "../../../evaluation/nearDuplicates";
import { selfBleu } from "../../../evaluation/selfBleu";
import { vendiScore } from "../../../evaluation/vendiScore";
import { countAnswers } from "../../../generation/parsing/countAnswers";
import type { AnswerForm } from "../../../generation/parsing/parseAnswer";
import type { RemovedKind } from "../../../generation/parsing/removedPiece";
import { mean } from "../../../statistics/mean";
import { wordsOf } from "../../../text/wordsOf";
import { studyStream } from "../studyStream";
import type { SmallScene } from "./openSmallScene";
import { examplesOf, type Rejection, type WrittenSet } from "./writtenSet";

export const answerForms: readonly AnswerForm[] = ["plain", "list", "JSON", "refusal", "empty"];
export const removedKinds: readonly RemovedKind[] = [
  "preamble",
  "closing remark",
  "title",
  "lead-in",
  "quotes",
  "code fence",
  "special token",
  "unfinished end",
  "refusal",
  "not a text",
];
export const rejections: readonly Rejection[] = ["no text", "copy", "loop"];

/** Runs of so many words seldom are the same by chance. */
const runLength = 5;

/**
 * How varied examples are, the two texts of a pair as one:
 * - `similarity`: the mean cosine of two of them by MiniLM's embeddings;
 * - `vendi`: the effective number of different ones among as many of each set;
 * - `distinct2`: the share of word pairs that are different;
 * - `selfBleu`: how much of a text's runs of one to four words another one has too;
 * - `nearDuplicates`: the share that has an earlier one almost like it, or equal to it (`exactDuplicates`).
 *
 * @throws RangeError if there are fewer than two examples with words
 */
export async function variety(
  { settings, embed }: SmallScene,
  examples: readonly Example[],
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const some = examples.slice(0, settings.measured);
  const texts = some.map(wholeText);
  const vectors = await embed(some, signal);
  const words = texts.map(wordsOf);
  const { exactShare, nearShare } = nearDuplicates(texts, studyStream(0, "small/near duplicates"));
  return {
    measured: some.length,
    similarity: interSampleSimilarity(vectors),
    vendi: vendiScore(vectors),
    distinct2: distinctN(words, 2),
    selfBleu: selfBleu(words),
    exactDuplicates: exactShare,
    nearDuplicates: nearShare,
    words: mean(words.map(({ length }) => length)),
  };
}

/** Answers by what they are, pieces taken out by kind, requests without an example by reason, tokens, topics. */
export function answerFacts(set: WrittenSet): Record<string, number> {
  const { written, answers, records, topics } = set;
  const counts = countAnswers(answers);
  const usable = examplesOf(set).length;
  return {
    asked: written.length,
    usable,
    usableShare: usable / written.length,
    answers: answers.length,
    ...named("answer", answerForms, (form) => counts.forms[form] ?? 0),
    ...named("removed", removedKinds, (kind) => counts.removed[kind] ?? 0),
    ...named("rejected", rejections, (why) => written.filter(({ rejected }) => rejected === why).length),
    copiedRuns: copiedRuns(set),
    topics: new Set(Object.values(topics).flat()).size,
    tokens: records.reduce((sum, { tokens = 0 }) => sum + tokens, 0),
    promptTokens: records.reduce((sum, { promptTokens = 0 }) => sum + promptTokens, 0),
  };
}

/** The mean share of an example's runs of five words that stand in the examples that its prompt showed. */
function copiedRuns({ written }: WrittenSet): number {
  const shares = written.flatMap(({ asked, example }) => {
    if (!example) return [];
    const shown = asked.demonstrations.map((one) => wordsOf(wholeText(one)));
    return copiedShare(wordsOf(wholeText(example)), shown, runLength);
  });
  return shares.length > 0 ? mean(shares) : 0;
}

function wholeText({ text, textPair }: Example): string {
  return textPair === undefined ? text : `${text} ${textPair}`;
}

function named<Name extends string>(
  what: string,
  names: readonly Name[],
  of: (name: Name) => number,
): Record<string, number> {
  return Object.fromEntries(names.map((name) => [`${what}: ${name}`, of(name)]));
}
