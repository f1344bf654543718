/** @file Tuned weights, kept on disk by what decides them. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { readSafetensors, writeSafetensors } from "../../../engine/safetensors";
import type { Params } from "../../../engine/tensorTree";
import { canonicalJson, type Json } from "../../../text/canonicalJson";

/**
 * Weights that were made from these inputs, read where they are and made where they are not.
 *
 * @param folder absent: nothing is kept
 * @param inputs everything that decides the weights
 * @returns the caller's to free
 */
export async function cachedWeights(
  folder: string | undefined,
  stage: string,
  inputs: Json,
  make: () => Promise<Params>,
): Promise<Params> {
  if (folder === undefined) return make();
  const identity = canonicalJson({ stage, inputs });
  const file = join(folder, `${stage}-${shortHash(identity)}.safetensors`);
  if (existsSync(file)) return readSafetensors(file);
  const params = await make();
  mkdirSync(folder, { recursive: true });
  writeSafetensors(file, params, { identity });
  return params;
}

/**
 * Where a tuning goes on from after a kill.
 *
 * @param every in steps; absent, as without a folder: nothing is kept on the way
 */
export function checkpointOf(folder: string | undefined, inputs: Json, every: number | undefined) {
  if (folder === undefined || every === undefined) return undefined;
  const identity = canonicalJson(inputs);
  return { file: join(folder, `tuning-${shortHash(identity)}.safetensors`), every, identity };
}

function shortHash(identity: string): string {
  return createHash("sha256").update(identity).digest("hex").slice(0, 24);
}
