/**
 * @file A lock beside a file: one process at a time writes, and a dead process holds nothing.
 */
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname, uptime } from "node:os";

export interface FileLock {
  /** Gives the file free; a second call does nothing. */
  release(): void;
}

interface Holder {
  readonly process: number;
  readonly host: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly token: string;
}

/**
 * Takes `<file>.lock` for this process, from a holder that is dead if need be.
 *
 * @throws RangeError if a living process, or one on another machine, holds it
 */
export function lockFile(file: string): FileLock {
  const path = `${file}.lock`;
  const holder: Holder = { process: process.pid, host: hostname(), since: Date.now(), token: randomUUID() };
  if (!claim(path, holder)) {
    const other = readHolder(path);
    if (other && !isDead(other)) throw held(file, other);
    if (other) removeStale(path, other);
    if (!claim(path, holder)) throw held(file, readHolder(path));
  }
  return {
    release() {
      if (readHolder(path)?.token === holder.token) unlinkSync(path);
    },
  };
}

/** Makes the lock appear together with its content: a link is made whole or not at all. */
function claim(path: string, holder: Holder): boolean {
  const draft = `${path}.${holder.token}`;
  writeFileSync(draft, JSON.stringify(holder));
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return false;
  } finally {
    unlinkSync(draft);
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function isDead(holder: Holder): boolean {
  if (holder.host !== hostname()) return false;
  // A process number says nothing across a restart of the machine, nor when it is now our own.
  if (holder.since < Date.now() - uptime() * 1000) return true;
  if (holder.process === process.pid) return holder.since < performance.timeOrigin;
  try {
    process.kill(holder.process, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/** Moves the dead lock aside; if another process was quicker and it is a living lock, puts that back. */
function removeStale(path: string, dead: Holder): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    if (readHolder(aside)?.token !== dead.token) linkSync(aside, path);
  } finally {
    unlinkSync(aside);
  }
}

function held(file: string, holder: Holder | undefined): RangeError {
  const by = holder ? `process ${holder.process} on ${holder.host}` : "another process";
  return new RangeError(`lockFile: ${file} is in use by ${by}, expected a free file (${file}.lock)`);
}
