/**
 * @file Whether a folder holds a model's weights, all pieces of them.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The files of weights that a folder lacks: those that its index names, or model.safetensors if it has none at all.
 *
 * @throws RangeError naming the index if it is broken
 */
export function missingWeights(folder: string): string[] {
  const index = join(folder, "model.safetensors.index.json");
  if (existsSync(join(folder, "model.safetensors"))) return [];
  if (existsSync(index)) return piecesOf(index).filter((file) => !existsSync(join(folder, file)));
  const some = readdirSync(folder).some((file) => file.endsWith(".safetensors"));
  return some ? [] : ["model.safetensors"];
}

function piecesOf(index: string): string[] {
  try {
    const { weight_map } = JSON.parse(readFileSync(index, "utf8")) as { weight_map: Record<string, string> };
    return [...new Set(Object.values(weight_map))].sort();
  } catch {
    throw new RangeError(`missingWeights: ${index} is broken, expected a weight_map`);
  }
}
