/**
 * @file A scene of real texts: chosen rows, a real encoder whose lower layers are frozen.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Dataset, Example } from "../../data/dataset";
import { fingerprintOf } from "../../data/fingerprintOf";
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
import type { Scene } from "./scene";
import { smallEncoder, type TableSettings } from "./settings";

export interface RowsSceneOptions {
  dataset: Dataset;
  /** The rows of every source, and of "test"; a source without rows is left out. */
  rows: Readonly<Record<string, Example[]>>;
  settings: TableSettings;
  signal?: AbortSignal;
  /** Told in words what is being prepared. */
  tell?: (text: string) => void;
}

/**
 * The scene at scale `small` for rows that are chosen.
 *
 * The rows are the same for all seeds, as in the paper; the new head's weights, the order and dropout differ.
 */
export async function rowsScene(options: RowsSceneOptions): Promise<Scene> {
  const { dataset, rows, settings, signal, tell = () => undefined } = options;
  const folderOfModel = modelFolder(smallEncoder);
  const encoder = loadEncoder(folderOfModel);
  const graphs = classifierGraphs(encoder.config, settings.frozenLayers);
  const prepared: Record<string, LabelledInputs> = {};
  for (const [name, examples] of Object.entries(rows)) {
    if (examples.length === 0) continue;
    tell(`states of the frozen layers: ${name}, ${examples.length} texts`);
    prepared[name] = await labelledInputs(encoder, dataset.labels, examples, settings, signal);
  }
  const { test, ...sources } = prepared;
  return {
    data: dataset.name,
    syntheticSources: Object.keys(rows).filter((name) => name.startsWith("synthetic")),
    hasLargeReal: "large real" in sources,
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
      const texts = { labels: dataset.labels, smallReal: rows["small real"] ?? [], test: rows.test ?? [] };
      return { params, sources, test, texts, dispose: () => disposeTree(Object.fromEntries(added)) };
    },
    dispose() {
      graphs.dispose();
      disposeTree(encoder.params);
    },
  };
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

function fingerprints(rows: RowsSceneOptions["rows"]): Record<string, string> {
  return Object.fromEntries(Object.entries(rows).map(([name, examples]) => [name, fingerprintOf(examples)]));
}

function fileHash(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 16);
}
