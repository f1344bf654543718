/**
 * @file Models that Python's Hugging Face library has downloaded before.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HubSettings } from "./hubSettings";

/**
 * The folder of a model at a revision in the hub's cache, or nothing where it is not there.
 *
 * @param revision a branch, tag or commit
 */
export function cachedModel(name: string, revision: string, { cache }: HubSettings): string | undefined {
  const model = join(cache, `models--${name.replaceAll("/", "--")}`);
  const reference = join(model, "refs", revision);
  const commit = existsSync(reference) ? readFileSync(reference, "utf8").trim() : revision;
  const snapshot = join(model, "snapshots", commit);
  return existsSync(join(snapshot, "config.json")) ? snapshot : undefined;
}
