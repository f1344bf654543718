/** @file A language model in ONNX, from a folder or a hub. */
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import { env, LogLevel, pipeline, type TextGenerationPipeline } from "@huggingface/transformers";
import { hubSettings } from "../../models/fetching/hubSettings";
import { modelsFolder } from "../../models/modelFolder";

/** Which model, and how it is computed. */
export interface OnnxSource {
  /** A folder with config.json, tokenizer.json and onnx/model*.onnx, as a path; or `OWNER/NAME` of a hub. */
  name: string;
  /** The precision of the weights, which names the file: default "fp32" for onnx/model.onnx. */
  precision?: "fp32" | "fp16" | "q8" | "int8" | "uint8" | "q4" | "q4f16";
  /** Where it is computed; default "cpu". */
  device?: "cpu" | "cuda" | "webgpu";
  /** The commit or branch of a hub's model; default "main". */
  revision?: string;
  /** Where the hub is and what is kept of it: HF_ENDPOINT, HF_HUB_OFFLINE; default those of this process. */
  environment?: NodeJS.ProcessEnv;
}

/**
 * Loads a model with its tokenizer by transformers.js; files of a hub are kept among the models, in `onnx`.
 *
 * The settings of transformers.js belong to the process: they are put back, and two models must not be loaded at once.
 *
 * @throws RangeError in one line if it is not there or not a language model
 */
export async function loadOnnxModel(source: OnnxSource): Promise<TextGenerationPipeline> {
  const { name, precision = "fp32", device = "cpu", revision = "main" } = source;
  const isFolder = isAbsolute(name) || name.startsWith(".");
  if (isFolder && !existsSync(join(name, "config.json"))) {
    throw new RangeError(`loadOnnxModel: ${name} has no config.json, expected the folder of a model`);
  }
  const { endpoint, offline } = hubSettings(source.environment ?? process.env);
  const former = { ...env };
  const kept = join(modelsFolder(), "onnx");
  Object.assign(env, {
    remoteHost: `${endpoint}/`,
    cacheDir: kept,
    localModelPath: kept,
    allowLocalModels: isFolder || offline,
    allowRemoteModels: !isFolder && !offline,
    useFSCache: !isFolder,
    logLevel: LogLevel.ERROR,
  });
  try {
    return await pipeline("text-generation", isFolder ? resolve(name) : name, {
      dtype: precision,
      device,
      revision,
    });
  } catch (error) {
    throw new RangeError(
      `loadOnnxModel: ${name} cannot be loaded: ${(error as Error).message.split("\n")[0]}`,
    );
  } finally {
    Object.assign(env, former);
  }
}
