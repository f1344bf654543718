/**
 * @file A decoder's weights from the one or several safetensors files of a Hugging Face folder.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { openSafetensors, type SafetensorsFile } from "../engine/openSafetensors";
import { disposeTree, type Params } from "../engine/tensorTree";

/**
 * Reads the named weights, one after another, so that no more than one of them is in memory twice.
 *
 * All names and shapes are checked before the first weight is read; what else is in the files is left there.
 *
 * @throws RangeError that names the file, and the weight where one is missing, has another shape or is no float
 * @throws Error that names file and weight if the file is cut off
 */
export function readDecoderWeights(folder: string, shapes: Readonly<Record<string, number[]>>): Params {
  const fileOf = weightFiles(folder);
  const opened = new Map<string, SafetensorsFile>();
  const params: Params = {};
  try {
    for (const [name, shape] of Object.entries(shapes)) {
      expectWeight(openOnce(opened, fileOf(name, shape)), name, shape, fileOf(name, shape));
    }
    for (const [name, shape] of Object.entries(shapes)) {
      const file = fileOf(name, shape);
      params[name] = opened.get(file)!.read(name);
      if (params[name].dtype !== "float32") {
        throw new RangeError(
          `loadDecoder: ${file}: ${name} is ${params[name].dtype}, expected floating-point numbers`,
        );
      }
    }
    return params;
  } catch (error) {
    disposeTree(params);
    throw error;
  } finally {
    for (const file of opened.values()) file.close();
  }
}

function openOnce(opened: Map<string, SafetensorsFile>, file: string): SafetensorsFile {
  if (!opened.has(file)) opened.set(file, openSafetensors(file));
  return opened.get(file)!;
}

function expectWeight(opened: SafetensorsFile, name: string, shape: number[], file: string): void {
  const found = opened.shapeOf(name);
  if (found === undefined) {
    throw new RangeError(`loadDecoder: ${file} has no ${name}, expected it with shape [${shape}]`);
  }
  if (found.join() !== shape.join()) {
    throw new RangeError(`loadDecoder: ${file}: ${name} has shape [${found}], expected [${shape}]`);
  }
}

/** Which file holds a weight: model.safetensors, or as model.safetensors.index.json says. */
function weightFiles(folder: string): (name: string, shape: number[]) => string {
  const single = join(folder, "model.safetensors");
  if (existsSync(single)) return () => single;
  const index = join(folder, "model.safetensors.index.json");
  if (!existsSync(index)) {
    throw new RangeError(`loadDecoder: ${single} is missing, expected a folder with weights in safetensors`);
  }
  const map = readIndex(index);
  return (name, shape) => {
    const file = map[name];
    if (file === undefined) {
      throw new RangeError(`loadDecoder: ${index} has no ${name}, expected it with shape [${shape}]`);
    }
    if (file !== basename(file) || !existsSync(join(folder, file))) {
      throw new RangeError(
        `loadDecoder: ${join(folder, file)} is missing, expected it with ${name} as in ${index}`,
      );
    }
    return join(folder, file);
  };
}

function readIndex(file: string): Record<string, string> {
  try {
    const map = JSON.parse(readFileSync(file, "utf8")).weight_map;
    if (typeof map === "object" && map !== null) return map;
  } catch (error) {
    throw new RangeError(`loadDecoder: ${file} is not JSON (${(error as Error).message})`);
  }
  throw new RangeError(`loadDecoder: ${file} has no weight_map, expected the file of each weight`);
}
