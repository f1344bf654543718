/** @file Folders inside the repository, where cells can import from, for the length of one test file. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./kernelClient";

/** A new folder below `.synthclass`, which git ignores. */
export function makeWorkFolder(name: string): string {
  mkdirSync(path.join(root, ".synthclass"), { recursive: true });
  return mkdtempSync(path.join(root, ".synthclass", `test-${name}-`));
}

/** Writes a notebook of code cells, without ids and outputs. */
export function writeNotebook(file: string, sources: string[]): void {
  const cells = sources.map((source) => ({
    cell_type: "code",
    source,
    metadata: {},
    outputs: [],
    execution_count: null,
  }));
  const metadata = { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
}

// biome-ignore lint/suspicious/noExplicitAny: a notebook's JSON
export function readNotebook(file: string): any {
  return JSON.parse(readFileSync(file, "utf8"));
}
