/**
 * @file The small Python environment that converts models: the official `gguf` package and what it needs.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeWhole } from "../../text/writeWhole";
import { runPython } from "./runPython";

/** Where the environment is, once made. */
export const ggufFolder = () => resolve(".synthclass", "gguf");

/** The converter and the versions that it was written for. */
export const converter = join(__dirname, "fromGguf", "convert.py");
const requirements = join(__dirname, "fromGguf", "requirements.txt");

/**
 * The Python of the environment, which is made where it is not there or was made for other versions.
 *
 * @param python makes it; the project's own serves
 * @throws Error in one line if it cannot be made; a later call starts over
 */
export async function ggufEnvironment(
  python: string,
  onLine: (line: string) => void,
  folder = ggufFolder(),
): Promise<string> {
  const own = join(folder, "bin", "python");
  const stamp = join(folder, "made-from.txt");
  const wanted = readFileSync(requirements, "utf8");
  if (existsSync(own) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return own;
  onLine(`making ${folder} with the packages gguf and numpy`);
  rmSync(folder, { recursive: true, force: true });
  try {
    await runPython(python, ["-m", "venv", folder]);
    const install = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
    await runPython(own, [...install, "--no-deps", "--requirement", requirements]);
  } catch (error) {
    throw new Error(`ggufEnvironment: ${folder} could not be made: ${(error as Error).message}`);
  }
  writeWhole(stamp, wanted);
  return own;
}
