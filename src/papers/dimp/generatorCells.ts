/**
 * @file The rows of Table 1 that train nothing: what the generator itself says of the test texts.
 */
import { disposeTree } from "../../engine/tensorTree";
import type { Cell } from "../../experiments/runGrid";
import { stream } from "../../random/stream";
import type { Json } from "../../text/canonicalJson";
import { promptMethods } from "../../text/prompts/promptMethods";
import { fewShotLabels } from "../world/fewShotLabels";
import type { FewShotReader } from "./fewShotReader";
import { exactGeneratorMethod, fewShotMethod, generatorSource } from "./generatorNames";
import { scoresOf } from "./runMethod";
import type { Scene, SeedScene } from "./scene";
import type { SeedDesk } from "./seedDesk";

export interface GeneratorRows {
  scene: Scene;
  desk: SeedDesk;
  settings: { [name: string]: Json };
  /** Absent: its row is left out. */
  reader?: FewShotReader;
}

/** The generator's rows for one seed: by its exact distribution, where that is known, and by a language model. */
export function generatorCells({ scene, desk, settings, reader }: GeneratorRows, seed: number): Cell[] {
  const place = { data: scene.data, source: generatorSource, seed };
  const exact: Cell = {
    ...place,
    method: exactGeneratorMethod,
    settings,
    async run(signal) {
      const { test, exact } = (await desk.take(seed, signal)).of;
      return scoresOf(exact!.generatorPredictions, test.labels, scene.classes);
    },
  };
  const asked = reader && {
    ...place,
    method: fewShotMethod,
    settings: { ...settings, reader: identityOf(reader) },
    async run(signal: AbortSignal, report: (share: number) => void) {
      return answer(scene, (await desk.take(seed, signal)).of, reader, { seed, signal, report });
    },
  };
  return [...(scene.isExact ? [exact] : []), ...(asked ? [asked] : [])];
}

async function answer(
  scene: Scene,
  { texts, test }: SeedScene,
  reader: FewShotReader,
  { seed, signal, report }: { seed: number; signal: AbortSignal; report: (share: number) => void },
): Promise<Record<string, number>> {
  const decoder = await reader.open(signal);
  try {
    const asked = texts.test.slice(0, reader.texts).map(({ text }) => text);
    const predicted = await fewShotLabels(asked, {
      decoder,
      prompts: promptsOf(texts, reader.demonstrations, seed),
      words: reader.words,
      maxTokens: scene.settings.maxTokens,
      signal,
      onProgress: report,
    });
    return scoresOf(predicted, Array.from(test.labels).slice(0, asked.length), scene.classes);
  } finally {
    disposeTree(decoder.params);
  }
}

/** Demonstrations by chance; fewer for a class that has fewer, as many as one of the ways to ask has. */
function promptsOf({ labels, smallReal }: SeedScene["texts"], wanted: number, seed: number) {
  const random = stream(seed, "dimp/few-shot");
  const possible = Object.values(promptMethods).map(({ demonstrations }) => demonstrations);
  return labels.map((label) => {
    const ofLabel = smallReal.filter((example) => example.label === label).map(({ text }) => text);
    const count = Math.max(...possible.filter((some) => some <= Math.min(wanted, ofLabel.length)));
    return { label, demonstrations: random.child(label).shuffle(ofLabel).slice(0, count) };
  });
}

function identityOf({ identity, demonstrations, texts, words }: FewShotReader): { [name: string]: Json } {
  return {
    ...identity,
    demonstrations,
    texts,
    ...(words && { words: { ...words } as { [name: string]: string } }),
  };
}
