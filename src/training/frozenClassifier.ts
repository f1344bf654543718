/** @file A classifier of real texts: an encoder whose lower layers stay as they are, with each text's states kept. */
import type { Example } from "../data/dataset";
import { disposeTree } from "../engine/tensorTree";
import { crossEntropy } from "../losses/crossEntropy";
import type { Encoder } from "../models/encoder";
import { addClassificationHead } from "../models/initEncoder";
import { lowerStates } from "../models/lowerStates";
import type { Random } from "../random/stream";
import type { Encoding } from "../text/tokenizer";
import { type ClassifierGraphs, classifierGraphs } from "./classifierGraphs";
import { type ClassifierInputs, stateInputs } from "./classifierInputs";
import type { FittedClassifier } from "./fitClassifier";
import { type ClassifierSchedule, trainClassifier } from "./trainClassifier";

/** How texts are read and a classifier is fitted. */
export type FrozenClassifierSettings = {
  /** Longer texts are cut. */
  maxTokens: number;
  /** Lower layers whose states are computed once for each text. */
  frozenLayers: number;
  /** Rows seen in a training, counted with their repetitions: as many steps for few texts as for many. */
  rowsSeen: number;
  schedule: Omit<ClassifierSchedule, "epochs">;
};

/** Fits classifiers that share an encoder's lower layers. */
export interface FrozenClassifier {
  /** Trains on texts or pairs of texts; a `FitClassifier`. */
  fit(examples: readonly Example[], random: Random, signal?: AbortSignal): Promise<FittedRows>;
  dispose(): void;
}

/** A classifier of texts and of pairs of texts. */
export interface FittedRows extends FittedClassifier {
  logProbs(rows: readonly (string | TextRow)[], signal?: AbortSignal): Promise<ArrayLike<number>[]>;
}

/** A text or a pair of texts. */
type TextRow = Pick<Example, "text" | "textPair">;

/**
 * Classifiers on one encoder.
 *
 * A text runs through the frozen layers once, however many classifiers read it. The encoder stays the caller's.
 *
 * @param labels class i is `labels[i]`
 */
export function frozenClassifier(
  encoder: Encoder,
  labels: readonly string[],
  settings: FrozenClassifierSettings,
): FrozenClassifier {
  const graphs = classifierGraphs(encoder.config, settings.frozenLayers);
  const inputs = keptInputs(encoder, settings);
  return {
    fit: (examples, random, signal) =>
      fitted({ encoder, labels, settings, graphs, inputs }, examples, random, signal),
    dispose: () => graphs.dispose(),
  };
}

interface FitPlace {
  encoder: Encoder;
  labels: readonly string[];
  settings: FrozenClassifierSettings;
  graphs: ClassifierGraphs;
  inputs: InputsOf;
}

async function fitted(
  { encoder, labels, settings, graphs, inputs }: FitPlace,
  examples: readonly Example[],
  random: Random,
  signal?: AbortSignal,
): Promise<FittedRows> {
  const { config } = encoder;
  const params = addClassificationHead(config, encoder.params, labels.length, random.child("head"));
  const added = Object.entries(params).filter(([name]) => !(name in encoder.params));
  try {
    const trained = await trainClassifier({
      graphs,
      loss: crossEntropy,
      schedule: {
        ...settings.schedule,
        epochs: Math.max(1, Math.round(settings.rowsSeen / examples.length)),
      },
      params,
      inputs: await inputs(examples, signal),
      labels: examples.map(({ label }) => labels.indexOf(label)),
      columns: {},
      random,
      signal,
    });
    return {
      logProbs: async (rows, stop) =>
        graphs.logProbs(trained.params, await inputs(rows.map(asRow), stop), { signal: stop }),
      dispose: () => disposeTree(trained.params),
    };
  } finally {
    disposeTree(Object.fromEntries(added));
  }
}

function asRow(row: string | TextRow): TextRow {
  return typeof row === "string" ? { text: row } : row;
}

type InputsOf = (rows: readonly TextRow[], signal?: AbortSignal) => Promise<ClassifierInputs>;

/** Texts as states of the frozen layers, those of texts that were asked for before from memory. */
function keptInputs(encoder: Encoder, { maxTokens, frozenLayers }: FrozenClassifierSettings): InputsOf {
  const known = new Map<string, { encoding: Encoding; states: Float32Array }>();
  const keyOf = ({ text, textPair }: TextRow) => JSON.stringify([text, textPair]);
  return async (rows, signal) => {
    const unknown = new Map(rows.map((row) => [keyOf(row), row] as const).filter(([key]) => !known.has(key)));
    const encodings = [...unknown.values()].map(({ text, textPair }) =>
      encoder.tokenizer.encode(text, textPair, maxTokens),
    );
    const { states } = await lowerStates(encoder, encodings, frozenLayers, { signal });
    [...unknown.keys()].forEach((key, at) => {
      known.set(key, { encoding: encodings[at], states: states[at] });
    });
    const kept = rows.map((row) => known.get(keyOf(row))!);
    return stateInputs(
      encoder.config,
      kept.map(({ encoding }) => encoding),
      { layer: frozenLayers, width: encoder.config.hiddenSize, states: kept.map(({ states }) => states) },
    );
  };
}
