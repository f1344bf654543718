/** @file How many of the topics there are texts write about. */
import { entropy } from "../statistics/entropy";

/** Coverage of known topics. */
export type TopicCoverage = {
  /** The share of topics that at least one text is about. */
  covered: number;
  /** The number of equally frequent topics that would be as varied, as a share of all. */
  effective: number;
};

/**
 * The topics of some texts beside all that there are.
 *
 *     effective = exp(H(p)) / K    with p the shares of the K topics and H their entropy in nats
 *
 * `covered` rises with the number of texts, `effective` hardly: compare as many texts with as many.
 *
 * Source:  ours; exp(H) is the diversity of order 1 in Jost 2006, Table 1.
 * Differs: nothing.
 *
 * @param topics one for each text
 * @param all every topic there is
 * @returns covered 3/4, effective 0.71 for topics a, a, b, c of a to d
 * @throws RangeError if there is no text, a topic is not among all, or one of all is there twice
 */
export function topicCoverage(topics: readonly string[], all: readonly string[]): TopicCoverage {
  if (topics.length === 0)
    throw new RangeError("topicCoverage: topics is empty, expected at least one text's");
  const counts = new Map(all.map((topic) => [topic, 0]));
  if (counts.size !== all.length) {
    throw new RangeError(
      `topicCoverage: all has ${counts.size} different topics of ${all.length}, expected no repetition`,
    );
  }
  topics.forEach((topic, at) => {
    const count = counts.get(topic);
    if (count === undefined) {
      throw new RangeError(`topicCoverage: topic ${at} is ${topic}, expected one of all ${all.length}`);
    }
    counts.set(topic, count + 1);
  });
  const shares = [...counts.values()].map((count) => count / topics.length);
  return {
    covered: shares.filter((share) => share > 0).length / all.length,
    effective: Math.exp(entropy(shares)) / all.length,
  };
}
