/** @file What a stage made, kept on disk by what decides it, so that nothing is generated or trained twice. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson, type Json } from "../text/canonicalJson";
import { writeWhole } from "../text/writeWhole";

/**
 * Gives what a stage made of these inputs, or makes and keeps it.
 *
 * @param inputs everything that decides the value; another input never finds it
 * @param make its value must be plain JSON: finite numbers, no `undefined` in lists
 */
export type StageCache = <Value>(stage: string, inputs: Json, make: () => Promise<Value>) => Promise<Value>;

/**
 * A cache in memory, and on disk where a folder is given.
 *
 * A stage that fails is forgotten, so that it can be tried again.
 */
export function stageCache(folder?: string): StageCache {
  const known = new Map<string, Promise<unknown>>();
  return <Value>(stage: string, inputs: Json, make: () => Promise<Value>) => {
    const identity = canonicalJson({ stage, inputs });
    const running = known.get(identity) ?? (folder ? fromDisk(folder, stage, identity, make) : make());
    known.set(identity, running);
    running.catch(() => known.delete(identity));
    return running as Promise<Value>;
  };
}

/** The folder of a ledger's stages: beside it. */
export function stageFolder(ledger: string | undefined): string | undefined {
  return ledger === undefined ? undefined : join(dirname(ledger), "stages");
}

async function fromDisk<Value>(
  folder: string,
  stage: string,
  identity: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const hash = createHash("sha256").update(identity).digest("hex").slice(0, 24);
  const file = join(folder, `${stage}-${hash}.json`);
  if (existsSync(file)) {
    const stored: { identity: string; value: Value } = JSON.parse(readFileSync(file, "utf8"));
    if (stored.identity === identity) return stored.value;
  }
  const value = await make();
  writeWhole(file, JSON.stringify({ identity, value }));
  return value;
}
