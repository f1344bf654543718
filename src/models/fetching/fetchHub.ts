/**
 * @file A model from the Hugging Face hub.
 */
import { constants, copyFileSync, existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { modelsFolder } from "../modelFolder";
import { addFolder } from "./addFolder";
import { cachedModel } from "./cachedModel";
import { download } from "./download";
import { type HubFile, type HubModel, hubFiles, hubHeaders } from "./hubFiles";
import { type HubSettings, hubSettings } from "./hubSettings";
import { missingWeights } from "./missingWeights";
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
 * Files in the cache of Python's library (HF_HOME) are taken instead where they are right, and the whole model where
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
  const place = settings.offline
    ? addCached(name, revision, settings)
    : await downloadModel(await hubFiles(name, revision, settings), settings, options);
  onLine(`${name} is in ${place}`);
  return place;
}

function addCached(name: string, revision: string, settings: HubSettings): string {
  const snapshot = cachedModel(name, revision, settings);
  if (snapshot) return addFolder(snapshot, name);
  throw new Error(
    `fetchHub: ${name} is not in ${settings.cache}, expected it there since HF_HUB_OFFLINE is set`,
  );
}

async function downloadModel(
  model: HubModel,
  settings: HubSettings,
  { onLine = () => {}, onBytes, attempts, pause }: FetchHubOptions,
): Promise<string> {
  const { name, commit, licence, files } = model;
  onLine(`${name}: licence ${licence}, commit ${commit.slice(0, 12)}`);
  const unfinished = unfinishedFolder("hub", name, commit);
  const snapshot = cachedModel(name, commit, settings);
  for (const file of files) {
    const target = join(unfinished, file.path);
    if (existsSync(target)) continue;
    if (snapshot && (await copyCached(join(snapshot, file.path), target, file))) {
      onLine(`${file.path}, from ${settings.cache}`);
      continue;
    }
    onLine(`${file.path}, ${megabytes(file.bytes)}`);
    const address = `${settings.endpoint}/${name}/resolve/${commit}/${file.path}`;
    await download(address, target, {
      headers: hubHeaders(settings),
      bytes: file.bytes,
      check: (part) => expectHash(part, file, address),
      onBytes: (done) => onBytes?.(file, done),
      attempts,
      pause,
    });
  }
  return finish(unfinished, name);
}

function finish(unfinished: string, name: string): string {
  const missing = missingWeights(unfinished);
  if (missing.length > 0) {
    throw new Error(`fetchHub: ${name} has no ${missing.join(", ")}, expected what its index names`);
  }
  const place = join(modelsFolder(), name);
  replaceFolder(unfinished, place);
  return place;
}

/** Takes a file from the cache if it is there and right; where the disk can, both share their blocks. */
async function copyCached(cached: string, target: string, file: HubFile): Promise<boolean> {
  if (!existsSync(cached) || statSync(cached).size !== file.bytes) return false;
  if ((await hashOf(cached, file)) !== (file.sha256 ?? file.gitBlob)) return false;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(cached, `${target}.copy`, constants.COPYFILE_FICLONE);
  renameSync(`${target}.copy`, target);
  return true;
}

async function expectHash(part: string, file: HubFile, address: string): Promise<void> {
  const expected = file.sha256 ?? file.gitBlob;
  if (expected === undefined)
    throw new Error(`fetchHub: ${address} has no hash, expected one to check it by`);
  const found = await hashOf(part, file);
  if (found !== expected) throw new Error(`fetchHub: ${address} has hash ${found}, expected ${expected}`);
}

/** Of the kind that the hub states for the file. */
function hashOf(path: string, file: HubFile): Promise<string> {
  return file.sha256 ? sha256(path) : gitBlobName(path);
}

function megabytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${Math.round(bytes / 1e6)} MB`;
}
