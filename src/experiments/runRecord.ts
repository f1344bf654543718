/**
 * @file One finished run of a grid: which, with what settings, what came out.
 */
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../text/canonicalJson";

/** Where a run stands in its table. */
export interface RunPlace {
  readonly data: string;
  readonly source: string;
  readonly method: string;
  readonly seed: number;
}

/** Everything beside its place that changes a run's numbers: sizes, rates, fingerprint of the data. */
export type RunSettings = { readonly [name: string]: Json };

/** One line of a ledger. */
export interface RunRecord extends RunPlace {
  readonly key: string;
  readonly settings: RunSettings;
  /** What was measured, by name; finite numbers only. */
  readonly metrics: { readonly [metric: string]: number };
  /** How long the run took. */
  readonly seconds: number;
}

/**
 * The name of a run by its content: the same place and settings give the same key, any change another.
 *
 * @returns readable parts and 16 hexadecimal digits of SHA-256, as `world/synthetic/CE/seed 3/0f3a...`
 */
export function runKey(place: RunPlace, settings: RunSettings): string {
  const { data, source, method, seed } = place;
  const content = canonicalJson({ data, source, method, seed, settings });
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 16);
  return `${data}/${source}/${method}/seed ${seed}/${hash}`;
}

/**
 * A record read from outside, checked field by field.
 *
 * @throws TypeError if a field is missing or of the wrong kind
 * @throws RangeError if a number is not finite, or the key is not that of the content
 */
export function expectRunRecord(where: string, value: unknown): RunRecord {
  if (!isObject(value)) throw new TypeError(`${where}: record is ${kind(value)}, expected an object`);
  for (const name of ["key", "data", "source", "method"]) {
    if (typeof value[name] !== "string") {
      throw new TypeError(`${where}: ${name} is ${kind(value[name])}, expected a text`);
    }
  }
  if (!Number.isSafeInteger(value.seed)) {
    throw new RangeError(`${where}: seed is ${String(value.seed)}, expected a whole number`);
  }
  if (!isObject(value.settings)) {
    throw new TypeError(`${where}: settings is ${kind(value.settings)}, expected an object`);
  }
  if (!isObject(value.metrics)) {
    throw new TypeError(`${where}: metrics is ${kind(value.metrics)}, expected an object`);
  }
  for (const [name, number] of Object.entries({ ...value.metrics, seconds: value.seconds })) {
    if (!Number.isFinite(number)) {
      throw new RangeError(`${where}: ${name} is ${String(number)}, expected a finite number`);
    }
  }
  const record = value as unknown as RunRecord;
  const expected = runKey(record, record.settings);
  if (record.key !== expected) {
    throw new RangeError(`${where}: key is ${record.key}, expected ${expected} by its content`);
  }
  return record;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kind(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : typeof value;
}
