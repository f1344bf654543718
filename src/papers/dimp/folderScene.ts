/**
 * @file Table 1 on real data: a folder of texts, a real encoder whose lower layers are frozen.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, Example } from "../../data/dataset";
import { readFolder } from "../../data/readFolder";
import { stratifiedSubsample } from "../../data/subsample";
import { disposeTree } from "../../engine/tensorTree";
import type { Encoder } from "../../models/encoder";
import { addClassificationHead } from "../../models/initEncoder";
import { loadEncoder } from "../../models/loadEncoder";
import { lowerStates } from "../../models/lowerStates";
import { modelFolder } from "../../models/modelFolder";
import { stream } from "../../random/stream";
import { classifierGraphs } from "../../training/classifierGraphs";
import { stateInputs, tokenInputs } from "../../training/classifierInputs";
import type { LabelledInputs } from "../../weighting/checker";
import { fingerprintOf } from "./fingerprintOf";
import type { Scene } from "./scene";
import { smallEncoder, type TableSettings } from "./settings";

export interface FolderSceneOptions {
  folder: string;
  /** Name of one synthetic set; absent: all of the folder. */
  synthetic?: string;
  settings: TableSettings;
  signal?: AbortSignal;
  /** Told in words what is being prepared. */
  tell?: (text: string) => void;
}

/**
 * The scene at scale `small`.
 *
 * The rows are the same for all seeds, as in the paper; the new head's weights, the order and dropout differ.
 *
 * @throws RangeError if the folder has no such synthetic set, no test rows, or cannot be read
 */
export async function folderScene(options: FolderSceneOptions): Promise<Scene> {
  const { folder, settings, signal, tell = () => undefined } = options;
  tell("reading the data");
  const dataset = await readFolder(folder);
  const rows = chooseRows(dataset, settings, options.synthetic);
  const folderOfModel = modelFolder(smallEncoder);
  const encoder = loadEncoder(folderOfModel);
  const graphs = classifierGraphs(encoder.config, settings.frozenLayers);
  const prepared: Record<string, LabelledInputs> = {};
  for (const [name, examples] of Object.entries(rows)) {
    tell(`states of the frozen layers: ${name}, ${examples.length} texts`);
    prepared[name] = await labelledInputs(encoder, dataset.labels, examples, settings, signal);
  }
  const { test, ...sources } = prepared;
  return {
    data: dataset.name,
    syntheticSources: Object.keys(rows).filter((name) => name.startsWith("synthetic")),
    classes: dataset.labels.length,
    settings,
    fingerprint: { encoder: fileHash(join(folderOfModel, "model.safetensors")), texts: fingerprints(rows) },
    isExact: false,
    graphs,
    async ofSeed(seed) {
      const random = stream(seed, "dimp/folder");
      const params = addClassificationHead(
        encoder.config,
        encoder.params,
        dataset.labels.length,
        random.child("head"),
      );
      const added = Object.entries(params).filter(([name]) => !(name in encoder.params));
      return { params, sources, test, dispose: () => disposeTree(Object.fromEntries(added)) };
    },
    dispose() {
      graphs.dispose();
      disposeTree(encoder.params);
    },
  };
}

/** The rows of every source and of the test, drawn once and for all seeds. */
function chooseRows(
  dataset: Dataset,
  { rows, smallRealPerClass }: TableSettings,
  synthetic?: string,
): Record<string, Example[]> {
  const random = stream(0, "dimp/rows");
  const draw = (name: string, examples: readonly Example[], count: number) =>
    stratifiedSubsample(examples, Math.min(count, examples.length), random.child(name));
  if (dataset.test.length === 0) throw new RangeError("folderScene: test has 0 rows, expected some");
  // The paper's small real set is the development split; where that is too small, rows of train fill it up.
  const smallReal = Math.min(rows.smallReal, smallRealPerClass * dataset.labels.length);
  const development = draw("small real", dataset.validation, smallReal);
  const filled = draw("filled", dataset.train, smallReal - development.length);
  const left = new Set(filled);
  return {
    "small real": [...development, ...filled],
    ...syntheticSets(dataset, synthetic, (name, set) => draw(name, set, rows.synthetic)),
    "large real": draw(
      "large real",
      dataset.train.filter((example) => !left.has(example)),
      rows.largeReal,
    ),
    test: draw("test", dataset.test, rows.test),
  };
}

function syntheticSets(
  { synthetic }: Dataset,
  chosen: string | undefined,
  draw: (name: string, set: readonly Example[]) => Example[],
): Record<string, Example[]> {
  const names = Object.keys(synthetic);
  if (names.length === 0 || (chosen !== undefined && !names.includes(chosen))) {
    const known = names.join(", ") || "a synthetic file in the folder";
    throw new RangeError(`folderScene: synthetic set is ${chosen ?? "missing"}, expected one of ${known}`);
  }
  if (names.length === 1) return { synthetic: draw(names[0], synthetic[names[0]]) };
  const kept = chosen === undefined ? names : [chosen];
  return Object.fromEntries(kept.map((name) => [`synthetic ${name}`, draw(name, synthetic[name])]));
}

async function labelledInputs(
  encoder: Encoder,
  labels: readonly string[],
  examples: readonly Example[],
  { maxTokens, frozenLayers }: TableSettings,
  signal?: AbortSignal,
): Promise<LabelledInputs> {
  const { config, tokenizer } = encoder;
  const encodings = examples.map(({ text, textPair }) => tokenizer.encode(text, textPair, maxTokens));
  const inputs =
    frozenLayers === 0
      ? tokenInputs(config, encodings)
      : stateInputs(config, encodings, await lowerStates(encoder, encodings, frozenLayers, { signal }));
  return { inputs, labels: examples.map(({ label }) => labels.indexOf(label)) };
}

function fingerprints(rows: Record<string, Example[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(rows).map(([name, examples]) => [name, fingerprintOf(examples)]));
}

function fileHash(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16);
}
