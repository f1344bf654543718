/**
 * @file Which models are on this machine, and which a command would fetch.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { modelsFolder } from "../modelFolder";
import { knownModels } from "./catalogue";

/** One model in the list. */
interface ListedModel {
  name: string;
  /** Where it is; absent where it is not. */
  folder?: string;
  megabytes?: number;
  /** What fetches it, for models that the project knows. */
  command?: string;
  licence?: string;
}

/** The models that the project knows, then others in the folder of models. */
export function listModels(): ListedModel[] {
  const present = modelNames();
  const known = knownModels.map(({ name, command, licence }) => ({
    name,
    command: `npm run models -- ${command}`,
    licence,
    ...(present.includes(name) && whereabouts(name)),
  }));
  const others = present.filter((name) => !knownModels.some((model) => model.name === name));
  return [...known, ...others.map((name) => ({ name, ...whereabouts(name) }))];
}

/** Folders with a config.json: `NAME`, or `OWNER/NAME` from the hub. */
function modelNames(): string[] {
  const foldersIn = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder).filter((name) => !name.startsWith(".") && isFolder(join(folder, name)))
      : [];
  const isModel = (name: string) => existsSync(join(modelsFolder(), name, "config.json"));
  return foldersIn(modelsFolder())
    .flatMap((name) =>
      isModel(name)
        ? [name]
        : foldersIn(join(modelsFolder(), name))
            .map((child) => `${name}/${child}`)
            .filter(isModel),
    )
    .sort();
}

function whereabouts(name: string): { folder: string; megabytes: number } {
  const folder = join(modelsFolder(), name);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return { folder, megabytes: Math.round(bytes / 1e6) };
}

function isFolder(path: string): boolean {
  return statSync(path).isDirectory();
}
