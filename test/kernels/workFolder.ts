/** @file Folders inside the repository, where cells can import from, for the length of one test file. */
import { mkdirSync, mkdtempSync } from "node:fs";
import path from "node:path";
import { root } from "./kernelClient";

/** A new folder below `.synthclass`, which git ignores. */
export function makeWorkFolder(name: string): string {
  mkdirSync(path.join(root, ".synthclass"), { recursive: true });
  return mkdtempSync(path.join(root, ".synthclass", `test-${name}-`));
}
