/**
 * @file Numbers of transformers that the decoder must repeat; test/golden/decoder.py writes them.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { modelsFolder } from "../../src/models/modelFolder";

interface TinyDecoder {
  /** By row: the logits of its tokens, one after another. */
  logits: number[][];
  loss: number;
  gradientNorms: Record<string, number>;
}

export const golden: {
  rows: number[][];
  tiny: Record<string, TinyDecoder>;
  "gemma-3-270m": {
    text: string;
    ids: number[];
    topTokens: number[][];
    topLogits: number[][];
    logProbs: number[];
  };
} = JSON.parse(readFileSync("test/golden/decoder.json", "utf8"));

export const tinyNames = Object.keys(golden.tiny);

export const tinyFolder = (name: string) => join("test/golden/tinyDecoders", name);

export const gemmaFolder = join(modelsFolder(), "gemma-3-270m");

export const noGemma = existsSync(join(gemmaFolder, "model.safetensors"))
  ? undefined
  : "gemma-3-270m is not here: npm run models -- gemma";
