/**
 * @file What checkers said, kept on disk by what decides it, so that a resumed table does not fit them again.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, type Json } from "../../text/canonicalJson";
import { writeWhole } from "../../text/writeWhole";

/** One checker's log-probabilities of one source's labels. */
export interface Scores {
  logProbs: number[];
  /** How long it took to fit the checker and to ask it. */
  seconds: number;
}

/** Gives what is known under a name, or computes and keeps it. */
export type ScoreCache = (name: string, compute: () => Promise<Scores>) => Promise<Scores>;

/**
 * A cache in memory, and on disk where a folder is given.
 *
 * @param settings what else decides the scores; another value never finds these
 */
export function scoreCache(folder: string | undefined, settings: Json): ScoreCache {
  const known = new Map<string, Promise<Scores>>();
  return (name, compute) => {
    const scores =
      known.get(name) ?? (folder === undefined ? compute() : fromDisk(folder, name, settings, compute));
    known.set(name, scores);
    return scores;
  };
}

async function fromDisk(
  folder: string,
  name: string,
  settings: Json,
  compute: () => Promise<Scores>,
): Promise<Scores> {
  const identity = canonicalJson({ name, settings });
  const file = join(folder, `${createHash("sha256").update(identity).digest("hex").slice(0, 24)}.json`);
  if (existsSync(file)) {
    const stored: Scores & { identity: string } = JSON.parse(readFileSync(file, "utf8"));
    if (stored.identity === identity) return { logProbs: stored.logProbs, seconds: stored.seconds };
  }
  const scores = await compute();
  mkdirSync(folder, { recursive: true });
  writeWhole(file, JSON.stringify({ identity, ...scores }));
  return scores;
}
