/**
 * @file A model from a folder on this machine.
 */
import { constants, cpSync, existsSync, realpathSync, rmSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { modelsFolder } from "../modelFolder";
import { missingWeights } from "./missingWeights";
import { replaceFolder } from "./replaceFolder";
import { unfinishedFolder } from "./unfinishedFolder";

/**
 * Copies a Hugging Face folder to the models, under its own name where no other is given.
 *
 * @returns the model's new folder
 * @throws RangeError if the folder lacks config.json or weights in safetensors, or is the place itself
 */
export function addFolder(folder: string, name = basename(resolve(folder))): string {
  const source = resolve(folder);
  if (!existsSync(join(source, "config.json"))) {
    throw new RangeError(`addFolder: ${source} has no config.json, expected a Hugging Face folder`);
  }
  const missing = missingWeights(source);
  if (missing.length > 0) {
    throw new RangeError(`addFolder: ${source} has no weights, expected ${missing.join(", ")}`);
  }
  const place = join(modelsFolder(), name);
  if (existsSync(place) && realpathSync(place) === realpathSync(source)) {
    throw new RangeError(`addFolder: ${source} is among the models already, expected another folder`);
  }
  const unfinished = unfinishedFolder("folder", name, String(process.pid));
  try {
    // Links, as in the hub's cache, become files; where the disk can, a copy shares its blocks with the original.
    cpSync(source, unfinished, {
      recursive: true,
      dereference: true,
      mode: constants.COPYFILE_FICLONE,
      filter: (path) => isModelFile(source, path),
    });
    replaceFolder(unfinished, place);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return place;
}

/** Not the weights for other programs, which may be as large again. */
function isModelFile(source: string, path: string): boolean {
  if (path === source || statSync(path).isDirectory())
    return !/^(onnx|openvino|\.git|\.cache)$/.test(basename(path));
  return !/\.(bin|h5|msgpack|ot|onnx|gguf|pt|pth)$/.test(path);
}
