/**
 * The gate beside the tests: format, lint, strict types of src, tests and notebook cells, the same under the
 * TypeScript that tslab brings, unused exports. Prints one line a check and exits with 1 if any fails.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./machine.mjs";

const bin = (name) => path.join(root, "node_modules", ".bin", name);
const cells = path.join(root, ".synthclass", "cells");

extractCells();
const checks = [
  ["format and lint", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["types of src and test", bin("tsc"), ["--project", "."]],
  [
    "types of src under tslab's TypeScript",
    process.execPath,
    [tslabCompiler(), "--project", "kernels/tsconfig.tslab.json"],
  ],
  ["types of notebook cells", bin("tsc"), ["--project", "kernels/tsconfig.cells.json"]],
  ["unused exports", bin("knip"), ["--no-progress", "--no-config-hints", "--no-gitignore"]],
];

let failed = 0;
for (const [name, command, args] of checks) {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"}  ${name} (${seconds} s)`);
  if (status !== 0) {
    failed += 1;
    console.log(`${stdout}${stderr}`);
  }
}
process.exit(failed ? 1 : 0);

function tslabCompiler() {
  return path.join(root, "node_modules", "@tslab", "typescript-for-tslab", "lib", "tsc.js");
}

/** Writes the cells of each notebook as one module; imports of "./src/..." count from the root, as in the kernel. */
function extractCells() {
  rmSync(cells, { recursive: true, force: true });
  mkdirSync(cells, { recursive: true });
  const notebooks = path.join(root, "notebooks");
  for (const name of readdirSync(notebooks, { recursive: true }).filter((file) => file.endsWith(".ipynb"))) {
    if (name.includes(".ipynb_checkpoints")) continue;
    const notebook = JSON.parse(readFileSync(path.join(notebooks, name), "utf8"));
    const code = notebook.cells
      .filter((cell) => cell.cell_type === "code")
      .map((cell) => [cell.source].flat().join("").replaceAll('from "./src/', 'from "../../src/'));
    writeFileSync(
      path.join(cells, `${name.replaceAll(path.sep, "-").slice(0, -6)}.ts`),
      `${code.join("\n\n")}\nexport {};\n`,
    );
  }
}
