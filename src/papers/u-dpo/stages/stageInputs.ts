/** @file The content that stages are kept by. */
import { createHash } from "node:crypto";
import type { Json } from "../../../text/canonicalJson";
import type { TextPair } from "../../../training/scorePairs";
import type { PipelineScene } from "./scene";

/** To be raised when a change of code changes what a stage makes. */
const revision = 1;

/** Everything that decides a stage of a run, up to and with the named part of the settings. */
export function stageInputs(
  { scene, seed }: { scene: Pick<PipelineScene, "settings" | "data" | "fingerprint">; seed: number },
  last: "candidates" | "margins" | "tuning",
): Json {
  const { texts, candidates, margins, pairs, tuning } = scene.settings;
  const parts = { texts, candidates, margins, pairs, tuning };
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const used = names.slice(0, names.indexOf(last) + 1).map((name) => [name, parts[name]]);
  const settings: Json = JSON.parse(JSON.stringify(Object.fromEntries(used)));
  return { revision, data: scene.data, fingerprint: scene.fingerprint, seed, settings };
}

/** Tells one list of pairs from another. */
export function digestOf(pairs: readonly TextPair[]): string {
  return createHash("sha256").update(JSON.stringify(pairs)).digest("hex");
}
