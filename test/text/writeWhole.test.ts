import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeWhole } from "../../src/text/writeWhole";

const scratch = mkdtempSync(join(tmpdir(), "whole-"));
afterAll(() => rmSync(scratch, { recursive: true }));

test("writeWhole makes the folder, replaces the file and leaves nothing beside it", () => {
  const file = join(scratch, "a", "b.txt");
  writeWhole(file, "one");
  writeWhole(file, "two");
  expect(readFileSync(file, "utf8")).toBe("two");
  expect(readdirSync(join(scratch, "a"))).toEqual(["b.txt"]);
});

test("writeWhole leaves nothing unfinished where it cannot put the file in place", () => {
  mkdirSync(join(scratch, "taken", "full"), { recursive: true });
  expect(() => writeWhole(join(scratch, "taken"), "text")).toThrow();
  expect(readdirSync(scratch).filter((name) => name.endsWith(".part"))).toEqual([]);
});
