/**
 * @file Table 1 in the exact world: texts of a grammar, an encoder trained from scratch.
 */

import type { Example } from "../../data/dataset";
import { fingerprintOf } from "../../data/fingerprintOf";
import { createWorld, type World } from "../../data/world/world";
import { worldDataset } from "../../data/world/worldDataset";
import type { WorldText } from "../../data/world/worldDistribution";
import { disposeTree } from "../../engine/tensorTree";
import { bertConfig } from "../../models/encoderConfig";
import { addClassificationHead, initEncoder } from "../../models/initEncoder";
import { stream } from "../../random/stream";
import { argMax } from "../../statistics/argMax";
import type { Tokenizer } from "../../text/tokenizer";
import { wordTokenizer } from "../../text/wordTokenizer";
import { classifierGraphs } from "../../training/classifierGraphs";
import { tokenInputs } from "../../training/classifierInputs";
import { worldKnobs } from "../world/worldKnobs";
import type { ExactFacts, Scene, SeedScene } from "./scene";
import { type TableSettings, worldEncoder } from "./settings";

/** How many texts of P and of Q the vocabulary is taken from: enough that hardly a word is missing. */
const vocabularyTexts = 2000;

/**
 * The scene at scale `world`.
 *
 * Each seed draws its own texts, so that intervals cover the draw of the data; the test texts too. Whatever the size
 * of the encoder, a seed's texts are the same.
 *
 * Differs: from Kuo et al. 2025, App. F, where the seeds of a data set share its texts.
 */
export function worldScene(settings: TableSettings, size: typeof worldEncoder = worldEncoder): Scene {
  const world = createWorld(worldKnobs);
  const sample = (count: number) => {
    const random = stream(0, "vocabulary");
    return [world.real, world.generated].flatMap((of) => of.sample(count, random));
  };
  const texts = sample(vocabularyTexts).map(({ text }) => text);
  const tokenizer = wordTokenizer(texts, { limit: 2000, maxLength: settings.maxTokens });
  const config = bertConfig({ ...size, vocabularySize: tokenizer.size });
  const graphs = classifierGraphs(config, settings.frozenLayers);
  return {
    data: "world",
    syntheticSources: ["synthetic"],
    hasLargeReal: true,
    classes: world.grammar.labels.length,
    settings,
    fingerprint: { encoder: size, texts: fingerprintOf(sample(50)) },
    isExact: true,
    graphs,
    ofSeed: async (seed) => seedScene(settings, tokenizer, graphs, seed),
    dispose: () => graphs.dispose(),
  };
}

function seedScene(
  { rows }: TableSettings,
  tokenizer: Tokenizer,
  { config }: Scene["graphs"],
  seed: number,
): SeedScene {
  const sizes = {
    train: rows.smallReal + rows.largeReal,
    validation: 0,
    test: rows.test,
    synthetic: rows.synthetic,
  };
  const { train, test, synthetic, labels, world } = worldDataset({ sizes, knobs: worldKnobs, seed });
  const random = stream(seed, "dimp/world");
  const encoder = initEncoder(config, random.child("encoder"));
  const labelled = (texts: readonly Example[]) => ({
    inputs: tokenInputs(
      config,
      texts.map(({ text }) => tokenizer.encode(text)),
    ),
    labels: texts.map(({ label }) => labels.indexOf(label)),
  });
  const params = addClassificationHead(config, encoder, labels.length, random.child("head"));
  return {
    params,
    sources: {
      "small real": labelled(train.slice(0, rows.smallReal)),
      synthetic: labelled(synthetic.synthetic),
      "large real": labelled(train.slice(rows.smallReal)),
    },
    test: labelled(test),
    texts: { labels, smallReal: train.slice(0, rows.smallReal), test },
    exact: exactFacts(world, synthetic.synthetic, test),
    dispose: () => disposeTree(params),
  };
}

function exactFacts(world: World, synthetic: readonly WorldText[], test: readonly WorldText[]): ExactFacts {
  const { real, generated } = world;
  return {
    bayesPredictions: test.map(({ text }) => argMax(real.posterior(text))),
    generatorPredictions: test.map(({ text }) => argMax(generated.posterior(text))),
    logReal: synthetic.map(({ text, label }) => real.logPosterior(text, label)),
    logGenerated: synthetic.map(({ text, label }) => generated.logPosterior(text, label)),
    wrongLabel: synthetic.map(({ label, trueLabel }) => label !== trueLabel),
  };
}
