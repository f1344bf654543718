/**
 * @file Waiting for another process that does the same work.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type FileLock, lockFile } from "../../text/fileLock";

/** Milliseconds between two looks. */
const pause = 500;

/**
 * Takes the lock beside a file as soon as nobody holds it.
 *
 * @throws the signal's reason if it is aborted
 */
export async function waitForLock(file: string, signal?: AbortSignal): Promise<FileLock> {
  mkdirSync(dirname(file), { recursive: true });
  for (;;) {
    signal?.throwIfAborted();
    try {
      return lockFile(file);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    await setTimeout(pause);
  }
}
