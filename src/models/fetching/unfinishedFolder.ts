/**
 * @file Where a model grows until it is whole and checked.
 */
import { join } from "node:path";
import { modelsFolder } from "../modelFolder";

/** A folder on the disk of the models, by name the same in every run, so that a cut download goes on. */
export function unfinishedFolder(...names: string[]): string {
  return join(modelsFolder(), ".unfinished", names.join("--").replaceAll("/", "--"));
}
