/** @file One generated text with all that is needed to ask for it again: a line of a ledger. */
import { createHash } from "node:crypto";
import { canonicalJson } from "../text/canonicalJson";
import { type Prompt, promptText } from "../text/prompts/prompt";
import type { Generator, TextRequest, WrittenText } from "./generator";

/** A text and how it came about. */
export interface TextRecord extends WrittenText {
  /** The request's name by its content. */
  readonly key: string;
  readonly label: string;
  readonly promptHash: string;
  readonly model: string;
  readonly sampling: Generator["sampling"];
  readonly seed: number;
  /** When it arrived, as `2026-01-31T12:00:00.000Z`. */
  readonly time: string;
}

/** Sixteen hexadecimal digits of SHA-256 over what the model is told; the template's name does not count. */
export function promptHash({ system, user }: Prompt): string {
  const told = [system, user].map((parts) => promptText({ template: "", system: [], user: parts }));
  return hashOf(canonicalJson(told));
}

/** The name of a request by its content: the same for the same prompt, label, model, sampling and seed. */
export function textKey(generator: Pick<Generator, "model" | "sampling">, request: TextRequest): string {
  const { model, sampling } = generator;
  return keyOf({
    label: request.label,
    promptHash: promptHash(request.prompt),
    model,
    sampling,
    seed: request.seed,
  });
}

/** The record of a text that arrived at `time`, in milliseconds since 1970. */
export function textRecord(
  { model, sampling }: Pick<Generator, "model" | "sampling">,
  { prompt, label, seed }: TextRequest,
  { text, finish, logProb, tokens, promptTokens }: WrittenText,
  time: number,
): TextRecord {
  const asked = { label, promptHash: promptHash(prompt), model, sampling, seed };
  return {
    key: keyOf(asked),
    ...asked,
    text,
    finish,
    ...(logProb !== undefined && { logProb }),
    ...(tokens !== undefined && { tokens }),
    ...(promptTokens !== undefined && { promptTokens }),
    time: new Date(time).toISOString(),
  };
}

/**
 * A record read from outside, checked field by field.
 *
 * @throws TypeError if a field is missing or of the wrong kind
 * @throws RangeError if a number is not finite, or the key is not that of the content
 */
export function expectTextRecord(where: string, value: unknown): TextRecord {
  const record = value as TextRecord;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`${where}: record is ${JSON.stringify(value)}, expected an object`);
  }
  for (const name of ["key", "text", "finish", "label", "promptHash", "model", "time"] as const) {
    if (typeof record[name] !== "string") {
      throw new TypeError(`${where}: ${name} is ${typeof record[name]}, expected a text`);
    }
  }
  for (const name of ["seed", "logProb", "tokens", "promptTokens"] as const) {
    const number = record[name];
    if (name !== "seed" && number === undefined) continue;
    if (!Number.isFinite(number)) {
      throw new RangeError(`${where}: ${name} is ${String(number)}, expected a finite number`);
    }
  }
  const { label, promptHash, model, sampling, seed } = record;
  const expected = keyOf({ label, promptHash, model, sampling, seed });
  if (record.key !== expected) {
    throw new RangeError(`${where}: key is ${record.key}, expected ${expected} by its content`);
  }
  return record;
}

function keyOf(asked: Pick<TextRecord, "label" | "promptHash" | "model" | "sampling" | "seed">): string {
  return hashOf(canonicalJson(asked));
}

function hashOf(content: string): string {
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
