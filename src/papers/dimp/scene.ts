/**
 * @file What a table is made on: data and model of one scale, the same for every method.
 */
import type { Example } from "../../data/dataset";
import type { Params } from "../../engine/tensorTree";
import type { Json } from "../../text/canonicalJson";
import type { ClassifierGraphs } from "../../training/classifierGraphs";
import type { LabelledInputs } from "../../weighting/checker";
import type { TableSettings } from "./settings";

/** Data set and model, with everything that seeds have in common. */
export interface Scene {
  /** Name of the data set. */
  data: string;
  /** Names of the training sources that are synthetic: "synthetic", or one for each set of a folder. */
  syntheticSources: readonly string[];
  /** Whether there are real texts beyond the small set, the source "large real". */
  hasLargeReal: boolean;
  classes: number;
  settings: TableSettings;
  /** What else decides the numbers: fingerprints of data and model. */
  fingerprint: { readonly [name: string]: Json };
  /** Whether P and Q are known, so that `exact` is there. */
  isExact: boolean;
  graphs: ClassifierGraphs;
  /** Data and first weights of a seed. */
  ofSeed(seed: number, signal: AbortSignal): Promise<SeedScene>;
  dispose(): void;
}

/** Data and first weights of one seed. */
export interface SeedScene {
  /** The weights that every method begins with. */
  params: Params;
  /** The training sets by source: "small real", "large real" and the synthetic ones. */
  sources: Readonly<Record<string, LabelledInputs>>;
  test: LabelledInputs;
  /** The same in words, where a language model is to read them. */
  texts: SeedTexts;
  /** What only an exact world can tell. */
  exact?: ExactFacts;
  dispose(): void;
}

/** The texts of a seed that were written by nobody's model. */
export interface SeedTexts {
  /** Names of the classes, by number. */
  labels: readonly string[];
  smallReal: readonly Example[];
  test: readonly Example[];
}

/** Facts of an exact world, which no learner sees. */
export interface ExactFacts {
  /** The class that the true posterior prefers, for each test text. */
  bayesPredictions: number[];
  /** The class that the generator's own posterior prefers. */
  generatorPredictions: number[];
  /** log P(y | x) and log Q(y | x) of each synthetic text's label. */
  logReal: number[];
  logGenerated: number[];
  /** Whether each synthetic text was written from another class than its label says. */
  wrongLabel: boolean[];
}
