/** @file Texts from a generator by way of a ledger: none asked for twice, none lost. */
import { type LineLedgerContent, openLineLedger, readLineLedger } from "../text/lineLedger";
import type { Generator, TextRequest, WrittenText } from "./generator";
import { expectTextRecord, type TextRecord, textKey, textRecord } from "./textRecord";

/** How far the writing is. */
export interface WritingProgress {
  /** Texts that are there, those of the ledger included. */
  readonly done: number;
  readonly total: number;
  /** Texts that the ledger had. */
  readonly kept: number;
}

export interface WritingOptions {
  /** File that keeps the texts, one line each; absent: nothing is kept. */
  readonly ledger?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WritingProgress) => void;
  /** The time in milliseconds since 1970; the machine's where not given. */
  readonly now?: () => number;
}

/**
 * The texts that were asked for, in the order of the requests.
 *
 * A text whose request is in the ledger is not written again. Each new one is on the disk before the next is looked
 * at, so that a run that is killed goes on where it was, with no text lost or doubled.
 *
 * @throws RangeError if two requests are the same, or the ledger is in use or not one
 * @throws what the generator throws; the texts that arrived stay in the ledger
 */
export async function writeTexts(
  generator: Generator,
  requests: readonly TextRequest[],
  { ledger: file, signal, onProgress, now = Date.now }: WritingOptions = {},
): Promise<TextRecord[]> {
  const keys = differentKeys(generator, requests);
  signal?.throwIfAborted();
  const ledger = file === undefined ? undefined : openLineLedger(file, expectTextRecord);
  try {
    const texts = new Map(ledger?.records());
    const missing = requests.filter((_, at) => !texts.has(keys[at]));
    const total = requests.length;
    const kept = total - missing.length;
    let done = kept;
    const take = (at: number, text: WrittenText) => {
      const record = textRecord(generator, missing[at], text, now());
      if (texts.has(record.key))
        throw new Error(`writeTexts: ${generator.model} wrote text ${at} twice, expected once`);
      ledger?.append(record);
      texts.set(record.key, record);
      done++;
      onProgress?.({ done, total, kept });
    };
    onProgress?.({ done, total, kept });
    if (missing.length > 0) await generator.write(missing, take, signal);
    if (done < total) {
      throw new Error(
        `writeTexts: ${generator.model} wrote ${done - kept} texts, expected ${missing.length}`,
      );
    }
    return keys.map((key) => texts.get(key)!);
  } finally {
    ledger?.close();
  }
}

/** Reads a ledger of texts without changing it; a missing file has none. */
export function readTexts(file: string): LineLedgerContent<TextRecord> {
  return readLineLedger(file, expectTextRecord);
}

function differentKeys(generator: Generator, requests: readonly TextRequest[]): string[] {
  const first = new Map<string, number>();
  return requests.map((request, at) => {
    const key = textKey(generator, request);
    const earlier = first.get(key);
    if (earlier !== undefined) {
      throw new RangeError(
        `writeTexts: request ${at} is the same as request ${earlier}, expected another prompt, label or seed`,
      );
    }
    first.set(key, at);
    return key;
  });
}
