/** @file A classifier of real texts: an encoder whose lower layers stay as they are, with each text's states kept. */
import type { Example } from "../../data/dataset";
import { disposeTree } from "../../engine/tensorTree";
import { crossEntropy } from "../../losses/crossEntropy";
import type { Encoder } from "../../models/encoder";
import { addClassificationHead } from "../../models/initEncoder";
import { lowerStates } from "../../models/lowerStates";
import type { Random } from "../../random/stream";
import type { Encoding } from "../../text/tokenizer";
import { type ClassifierGraphs, classifierGraphs } from "../../training/classifierGraphs";
import { type ClassifierInputs, stateInputs } from "../../training/classifierInputs";
import type { FitClassifier, FittedClassifier } from "../../training/fitClassifier";
import { type ClassifierSchedule, trainClassifier } from "../../training/trainClassifier";

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
  fit: FitClassifier;
  dispose(): void;
}

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
): Promise<FittedClassifier> {
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
      inputs: await inputs(
        examples.map(({ text }) => text),
        signal,
      ),
      labels: examples.map(({ label }) => labels.indexOf(label)),
      columns: {},
      random,
      signal,
    });
    return {
      logProbs: async (texts, stop) =>
        graphs.logProbs(trained.params, await inputs(texts, stop), { signal: stop }),
      dispose: () => disposeTree(trained.params),
    };
  } finally {
    disposeTree(Object.fromEntries(added));
  }
}

type InputsOf = (texts: readonly string[], signal?: AbortSignal) => Promise<ClassifierInputs>;

/** Texts as states of the frozen layers, those of texts that were asked for before from memory. */
function keptInputs(encoder: Encoder, { maxTokens, frozenLayers }: FrozenClassifierSettings): InputsOf {
  const known = new Map<string, { encoding: Encoding; states: Float32Array }>();
  return async (texts, signal) => {
    const unknown = [...new Set(texts)].filter((text) => !known.has(text));
    const encodings = unknown.map((text) => encoder.tokenizer.encode(text, undefined, maxTokens));
    const { states } = await lowerStates(encoder, encodings, frozenLayers, { signal });
    unknown.forEach((text, at) => {
      known.set(text, { encoding: encodings[at], states: states[at] });
    });
    const rows = texts.map((text) => known.get(text)!);
    return stateInputs(
      encoder.config,
      rows.map(({ encoding }) => encoding),
      { layer: frozenLayers, width: encoder.config.hiddenSize, states: rows.map(({ states }) => states) },
    );
  };
}
