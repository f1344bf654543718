/**
 * @file Where a real model lies on this machine.
 */
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { knownModels } from "./fetching/catalogue";

/** The folder of all models: SYNTHCLASS_MODELS, or `.synthclass/models` where the program runs. */
export function modelsFolder(): string {
  return resolve(process.env.SYNTHCLASS_MODELS || join(".synthclass", "models"));
}

/**
 * The folder of one model.
 *
 * @param name as `npm run models -- list` shows it (`all-MiniLM-L6-v2`, `OWNER/NAME`), or a path to a folder
 * @throws RangeError that names the command which fetches the model, where it is not there
 */
export function modelFolder(name: string): string {
  const folder = isAbsolute(name) || name.startsWith(".") ? resolve(name) : join(modelsFolder(), name);
  if (existsSync(join(folder, "config.json"))) return folder;
  throw new RangeError(`modelFolder: ${name} is not in ${folder}, expected after: ${remedy(name)}`);
}

function remedy(name: string): string {
  const known = knownModels.find((model) => model.name === name);
  if (known) return `npm run models -- ${known.command}`;
  if (/^[\w.-]+\/[\w.-]+$/.test(name) && !name.startsWith(".")) return `npm run models -- hub ${name}`;
  return "npm run models -- folder PATH";
}
