/**
 * @file The world's language model: trained once, kept by what it was made from, shared by all who ask for it.
 */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { disposeTree } from "../../engine/tensorTree";
import type { Decoder } from "../../models/decoder";
import { replaceFolder } from "../../models/fetching/replaceFolder";
import { unfinishedFolder } from "../../models/fetching/unfinishedFolder";
import { loadDecoder } from "../../models/loadDecoder";
import { modelsFolder } from "../../models/modelFolder";
import { saveDecoder } from "../../models/saveDecoder";
import { writeWhole } from "../../text/writeWhole";
import { type Pretraining, type PretrainOptions, pretrain, pretrainKey } from "./pretrain";
import { waitForLock } from "./waitForLock";
import { worldModelSettings } from "./worldModelSettings";

/** A trained model with its history. */
export interface WorldLanguageModel {
  decoder: Decoder;
  pretraining: Pretraining;
  /** Its Hugging Face folder. */
  folder: string;
}

/** The history, in the model's folder. */
const historyFile = "pretraining.json";

/**
 * The world's language model of these settings and this seed: read where it is, trained where it is not.
 *
 * It is kept in `world-lm-<hash of settings and seed>` among the models, which appears whole or not at all. Where
 * another process trains the same model this one waits for it. An interrupted training goes on where it stopped.
 *
 * @throws the signal's reason if it is aborted
 */
export async function worldLanguageModel(
  options: Partial<PretrainOptions> = {},
): Promise<WorldLanguageModel> {
  const complete: PretrainOptions = { settings: worldModelSettings, seed: 0, ...options };
  const name = `world-lm-${pretrainKey(complete)}`;
  const folder = join(modelsFolder(), name);
  const read = () => (existsSync(join(folder, historyFile)) ? readModel(folder) : undefined);
  const kept = read();
  if (kept) return kept;
  const growing = unfinishedFolder(name);
  const lock = await waitForLock(growing, options.signal);
  try {
    // Perhaps another process has made it meanwhile.
    return read() ?? (await make(complete, folder, growing));
  } finally {
    lock.release();
  }
}

function readModel(folder: string): WorldLanguageModel {
  const pretraining: Pretraining = JSON.parse(readFileSync(join(folder, historyFile), "utf8"));
  return { decoder: loadDecoder(folder), pretraining, folder };
}

async function make(options: PretrainOptions, folder: string, growing: string): Promise<WorldLanguageModel> {
  const checkpoint = `${growing}.checkpoint.safetensors`;
  const { decoder, pretraining } = await pretrain(options, checkpoint);
  rmSync(growing, { recursive: true, force: true });
  try {
    saveDecoder(growing, decoder);
    writeWhole(join(growing, historyFile), `${JSON.stringify(pretraining, null, 2)}\n`);
    replaceFolder(growing, folder);
  } finally {
    disposeTree(decoder.params);
  }
  rmSync(checkpoint, { force: true });
  return readModel(folder);
}
