/**
 * Executes notebooks with the project's kernel, in place and in order.
 *
 * usage: node kernels/notebooks.mjs [--figures | --check] [NAME...]
 *   NAME       a notebook or a folder of them below notebooks/, as in dimp/5.1-table-1; all without one
 *   --figures  rebuilds figures/ and leaves the notebooks as they are
 *   --check    executes into memory: do the sources run clean?
 */
import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { root, venvPython } from "./machine.mjs";

/**
 * Executes notebooks and prints a line for each cell.
 *
 * @param {string[]} names notebooks or folders below notebooks/; none for all
 * @param {{ keepFiles?: boolean }} options keepFiles leaves the notebooks as they are
 * @returns {Promise<number>} the exit status: 0 where all ran clean
 * @throws RangeError if a name matches no notebook
 */
export function executeNotebooks(names, { keepFiles = false } = {}) {
  const script = path.join(root, "kernels", "jupyter", "execute.py");
  const options = keepFiles ? ["--keep-files"] : [];
  // The kernelspec of this project's environment comes before one of the user's own with the same name.
  const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: "1", PYTHONUNBUFFERED: "1" };
  const child = spawn(venvPython, [script, ...options, ...notebookFiles(names)], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  // Ctrl-C reaches the child by itself; this process waits for it to finish.
  const wait = () => {};
  process.on("SIGINT", wait);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      process.off("SIGINT", wait);
      resolve(code ?? 1);
    });
  });
}

/** The files that the names stand for, in the order of the names; without names all, sorted. */
export function notebookFiles(names, folder = path.join(root, "notebooks")) {
  const all = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".ipynb") && !file.includes(".ipynb_checkpoints"))
    .sort(new Intl.Collator("en", { numeric: true }).compare);
  const chosen = names.length ? names.flatMap((name) => matching(name, all)) : all;
  return [...new Set(chosen)].map((file) => path.join(folder, file));
}

function matching(name, all) {
  const wanted = name.replace(/^(\.\/)?notebooks\//, "").replace(/(\.ipynb|\/)$/, "");
  const found = all.filter((file) => file === `${wanted}.ipynb` || file.startsWith(`${wanted}${path.sep}`));
  if (found.length === 0) {
    throw new RangeError(
      `notebooks: name is ${name}, expected one of ${all.map((file) => file.slice(0, -6)).join(", ")}`,
    );
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const unknown = process.argv
    .slice(2)
    .filter((word) => word.startsWith("--") && !["--figures", "--check"].includes(word));
  try {
    if (unknown.length)
      throw new RangeError(`notebooks: option is ${unknown[0]}, expected --figures or --check`);
    const keepFiles = process.argv.includes("--figures") || process.argv.includes("--check");
    process.exitCode = await executeNotebooks(names, { keepFiles });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
