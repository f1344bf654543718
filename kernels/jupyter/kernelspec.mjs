/** Tells the project's own Jupyter, and nothing else on the machine, how to start the kernel. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** As plain tslab calls itself, so that a saved notebook also opens where only that is installed. */
export const kernelName = "tslab";
const displayName = "TypeScript (synthclass)";

/**
 * Writes the kernelspec into `.venv`; does nothing where it is already there.
 *
 * @param {{ root: string, node?: string }} where the repository root, and the Node that runs cells
 * @returns whether the file was written
 */
export function registerKernelspec({ root, node = process.execPath }) {
  const { file, text } = kernelspec({ root, node });
  if (read(file) === text) return false;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  return true;
}

/** The same as a step of set-up: { name, key, done(), run() }. */
export function kernelspecStep({ root, node = process.execPath }) {
  const { file, text } = kernelspec({ root, node });
  return {
    name: "Jupyter kernel",
    key: text,
    done: () => read(file) === text,
    run: () => registerKernelspec({ root, node }),
  };
}

function kernelspec({ root, node }) {
  const spec = {
    argv: [node, path.join(root, "kernels", "jupyter", "launcher.cjs"), "--config-path", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    // A signal also reaches a cell that never lets the process read its messages.
    interrupt_mode: "signal",
  };
  const file = path.join(root, ".venv", "share", "jupyter", "kernels", kernelName, "kernel.json");
  return { file, text: `${JSON.stringify(spec, null, 2)}\n` };
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
