/** @file Worlds between two others. */
import type { SentenceTypes, WorldKnobs } from "./worldKnobs";

/**
 * Knobs on the way from one distribution to another, each in a straight line.
 *
 * @param share 0 for `from`, 1 for `to`
 * @param classes number of labels; a prior that is left out is uniform
 * @param subtopics number of subtopics of each class
 * @throws RangeError if share is not from 0 to 1
 */
export function blendKnobs(
  from: WorldKnobs,
  to: WorldKnobs,
  share: number,
  { classes, subtopics }: { classes: number; subtopics: number },
): WorldKnobs {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(`blendKnobs: share is ${share}, expected a number from 0 to 1`);
  }
  const blend = (a: number, b: number) => (1 - share) * a + share * b;
  const blendAll = (a: readonly number[], b: readonly number[]) => a.map((value, i) => blend(value, b[i]));
  const uniform = (count: number) => new Array<number>(count).fill(1 / count);
  const types = (["topic", "shared", "partner", "generic"] as const).map((name) => {
    return [name, blend(from.sentenceTypes[name], to.sentenceTypes[name])];
  });
  return {
    classPrior: blendAll(from.classPrior ?? uniform(classes), to.classPrior ?? uniform(classes)),
    labelNoise: blend(from.labelNoise, to.labelNoise),
    noiseToPartner: blend(from.noiseToPartner, to.noiseToPartner),
    wordZipf: blend(from.wordZipf, to.wordZipf),
    subtopicPrior: blendAll(from.subtopicPrior ?? uniform(subtopics), to.subtopicPrior ?? uniform(subtopics)),
    droppedWords: blend(from.droppedWords, to.droppedWords),
    sentenceTypes: Object.fromEntries(types) as unknown as SentenceTypes,
    templateZipf: blend(from.templateZipf, to.templateZipf),
    sentenceCounts: blendCounts(from.sentenceCounts, to.sentenceCounts, blend),
  };
}

type Counts = WorldKnobs["sentenceCounts"];

function blendCounts(from: Counts, to: Counts, blend: (a: number, b: number) => number): Counts {
  const shareOf = (counts: Counts, key: string) =>
    (counts[Number(key)] ?? 0) / Object.values(counts).reduce((sum, weight) => sum + weight, 0);
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return Object.fromEntries(keys.map((key) => [key, blend(shareOf(from, key), shareOf(to, key))]));
}
