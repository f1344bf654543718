/**
 * @file A model from the Hugging Face hub.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { modelsFolder } from "../modelFolder";
import { addFolder } from "./addFolder";
import { cachedModel } from "./cachedModel";
import { download } from "./download";
import { type HubFile, type HubModel, hubFiles, hubHeaders } from "./hubFiles";
import { type HubSettings, hubSettings } from "./hubSettings";
import { replaceFolder } from "./replaceFolder";
import { gitBlobName, sha256 } from "./sha256";
import { unfinishedFolder } from "./unfinishedFolder";

/** How a model is fetched from the hub. */
interface FetchHubOptions {
  /** A branch, tag or commit; `main` where none is given. */
  revision?: string;
  settings?: HubSettings;
  /** Told what happens, a line at a time; the licence comes before the download. */
  onLine?: (line: string) => void;
  /** Told how much of a file is there. */
  onBytes?: (file: HubFile, done: number) => void;
  /** See `download`. */
  attempts?: number;
  pause?: number;
}

/**
 * Downloads a model's settings, tokenizer and safetensors, each checked by the hash that the hub states.
 *
 * A copy in the cache of Python's library (HF_HOME) is taken instead, where it is of the same commit, or where
 * HF_HUB_OFFLINE forbids to ask. What a cut download has fetched is kept and used by the next call.
 *
 * @param name as on the hub, `OWNER/NAME`
 * @returns the model's folder
 * @throws Error in one line that says what is missing or wrong; the model's place is then as it was
 */
export async function fetchHub(name: string, options: FetchHubOptions = {}): Promise<string> {
  const { revision = "main", settings = hubSettings(), onLine = () => {} } = options;
  if (!/^[\w-][\w.-]*\/[\w-][\w.-]*$/.test(name)) {
    throw new RangeError(`fetchHub: name is ${name}, expected OWNER/NAME`);
  }
  const model = settings.offline ? undefined : await hubFiles(name, revision, settings);
  const cached = cachedModel(name, model?.commit ?? revision, settings);
  if (model) onLine(`${name}: licence ${model.licence}, commit ${model.commit.slice(0, 12)}`);
  const place = cached ? addFolder(cached, name) : await downloadModel(model, name, settings, options);
  onLine(`${name} is in ${place}${cached ? `, copied from ${settings.cache}` : ""}`);
  return place;
}

async function downloadModel(
  model: HubModel | undefined,
  name: string,
  settings: HubSettings,
  { onLine, onBytes, attempts, pause }: FetchHubOptions,
): Promise<string> {
  if (model === undefined) {
    throw new Error(
      `fetchHub: ${name} is not in ${settings.cache}, expected it there since HF_HUB_OFFLINE is set`,
    );
  }
  const unfinished = unfinishedFolder("hub", name, model.commit);
  for (const file of model.files) {
    const address = `${settings.endpoint}/${name}/resolve/${model.commit}/${file.path}`;
    if (!existsSync(join(unfinished, file.path))) onLine?.(`${file.path}, ${megabytes(file.bytes)}`);
    await download(address, join(unfinished, file.path), {
      headers: hubHeaders(settings),
      bytes: file.bytes,
      check: (part) => expectHash(part, file, address),
      onBytes: (done) => onBytes?.(file, done),
      attempts,
      pause,
    });
  }
  const place = join(modelsFolder(), name);
  replaceFolder(unfinished, place);
  rmSync(unfinished, { recursive: true, force: true });
  return place;
}

async function expectHash(part: string, file: HubFile, address: string): Promise<void> {
  const expected = file.sha256 ?? file.gitBlob;
  if (expected === undefined)
    throw new Error(`fetchHub: ${address} has no hash, expected one to check it by`);
  const found = file.sha256 ? await sha256(part) : await gitBlobName(part);
  if (found !== expected) throw new Error(`fetchHub: ${address} has hash ${found}, expected ${expected}`);
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
