/** @file A classifier of a few words, for tests that train in a blink. */
import { bertConfig } from "../../src/models/encoderConfig";
import { addClassificationHead, initEncoder } from "../../src/models/initEncoder";
import { stream } from "../../src/random/stream";
import { classifierGraphs } from "../../src/training/classifierGraphs";
import { tokenInputs } from "../../src/training/classifierInputs";

/** Two layers over a vocabulary of 40; no dropout in attention. */
export const tinyConfig = bertConfig({
  vocabularySize: 40,
  hiddenSize: 8,
  layers: 2,
  heads: 2,
  maxPositions: 32,
  initializerRange: 0.3,
  attentionDropout: 0,
});

/** Weights with a head for three classes. */
export function tinyParams(seed = 1) {
  const random = stream(seed, "tiny");
  return addClassificationHead(tinyConfig, initEncoder(tinyConfig, random), 3, random);
}

/** Texts of 3 to 20 tokens; a text of class c has words 10 c + 5 to 10 c + 14 only. */
export function tinyTexts(count: number, seed = 1) {
  const random = stream(seed, "texts");
  const labels = Array.from({ length: count }, () => random.integer(3));
  const encodings = labels.map((label) => {
    const ids = [
      2,
      ...Array.from({ length: 1 + random.integer(18) }, () => 5 + 10 * label + random.integer(10)),
      3,
    ];
    return { ids, typeIds: ids.map(() => 0) };
  });
  return { inputs: tokenInputs(tinyConfig, encodings), labels };
}

/** Graphs that train every layer, or those above some. */
export const tinyGraphs = (frozenLayers = 0) => classifierGraphs(tinyConfig, frozenLayers);
