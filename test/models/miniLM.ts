/**
 * @file The real model that some tests need, or why they are skipped.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { modelsFolder } from "../../src/models/modelFolder";

export const miniLMFolder = join(modelsFolder(), "all-MiniLM-L6-v2");

export const noMiniLM = existsSync(join(miniLMFolder, "model.safetensors"))
  ? undefined
  : "all-MiniLM-L6-v2 is not here: npm run models -- minilm";
