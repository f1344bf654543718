/** @file Where the chance of a run comes from. */
import { type Random, stream } from "../../random/stream";

/** The stream of one part of a run. */
export function studyStream(seed: number, part: string): Random {
  return stream(seed, `data-study/${part}`);
}

/** Seeds for texts to be generated: the first of a longer list are those of a shorter one. */
export function generationSeeds(count: number, random: Random): number[] {
  return Array.from({ length: count }, () => random.integer(2 ** 31));
}
