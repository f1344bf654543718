/**
 * @file Writing a file so that nobody ever finds half of it.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Writes a file beside its place and renames it, making its folder where needed. */
export function writeWhole(file: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const unfinished = `${file}.${process.pid}.part`;
  try {
    writeFileSync(unfinished, contents);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
