/**
 * @file Tells one set of texts from another, in a ledger that does not keep the texts.
 */
import { createHash } from "node:crypto";
import type { Example } from "./dataset";

/** Sixteen hexadecimal digits that change with any text, label or order. */
export function fingerprintOf(examples: readonly Example[]): string {
  const rows = examples.map(({ text, textPair = null, label }) => JSON.stringify([text, textPair, label]));
  return createHash("sha256").update(rows.join("\n")).digest("hex").slice(0, 16);
}
