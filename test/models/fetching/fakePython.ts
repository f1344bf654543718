/**
 * @file A program in Python's place, with an index of its own: pip, zipfile, venv and the converter, without a network.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** By requirement: the files of a package and what is in them. */
export type Packages = Record<string, Record<string, string>>;

/** Makes the program; `faults` name requirements, or "convert" or "venv", that fail. */
export function fakePython(folder: string, packages: Packages, faults: string[] = []): string {
  const python = join(folder, "python.cjs");
  const settings = JSON.stringify({ packages, faults, log: logOf(folder) });
  writeFileSync(
    python,
    `#!${process.execPath}\nconst settings = ${settings};\n(${program})(settings, require, __filename);\n`,
    { mode: 0o755 },
  );
  return python;
}

/** What the program was asked to do since it was made in this folder, a line each. */
export function askedOf(folder: string): string[] {
  return existsSync(logOf(folder)) ? readFileSync(logOf(folder), "utf8").trim().split("\n") : [];
}

const logOf = (folder: string) => join(folder, "asked.log");

// As text, since it runs by itself: nothing of this file is there.
const program = `(settings, require, self) => {
  const { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
  const { dirname, join } = require("node:path");
  const words = process.argv.slice(2);
  const last = words[words.length - 1];
  const write = (file, contents) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contents);
  };
  const act = (what, action) => {
    appendFileSync(settings.log, what + "\\n");
    if (settings.faults.includes(what.split(" ").pop())) {
      console.error("noise\\nERROR: no network");
      process.exit(1);
    }
    action();
  };
  if (words[1] === "pip" && words[2] === "download") {
    const wheel = last.replaceAll("-", "_").replace("==", "-") + "-py3-none-any.whl";
    act("download " + last, () =>
      write(join(words[words.indexOf("--dest") + 1], wheel), JSON.stringify(settings.packages[last])));
  } else if (words[1] === "zipfile") {
    for (const [file, contents] of Object.entries(JSON.parse(readFileSync(words[3], "utf8")))) write(join(last, file), contents);
  } else if (words[1] === "venv") {
    act("venv", () => {
      mkdirSync(join(last, "bin"), { recursive: true });
      copyFileSync(self, join(last, "bin", "python"));
    });
  } else if (words[0].endsWith("convert.py")) {
    act("convert", () => {
      write(join(words[2], "config.json"), "{}");
      write(join(words[2], "model.safetensors"), "from " + readFileSync(words[1], "utf8"));
    });
  }
}`;
