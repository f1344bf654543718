/** @file The exact world as a data set. */
import { stream } from "../../random/stream";
import type { Dataset } from "../dataset";
import { createWorld, type World, type WorldChanges } from "./world";
import type { WorldText } from "./worldDistribution";

/** How many texts there are in each split. */
export interface WorldSizes {
  /** The small real set, P'. */
  train: number;
  /** The large real set, of which the small one is the beginning. Left out: no more than the small one. */
  largeTrain?: number;
  validation: number;
  test: number;
  /** The generated set, Q. */
  synthetic: number;
}

/** A data set of the exact world: each text knows its true label and subtopic. */
export interface WorldDataset extends Dataset {
  train: WorldText[];
  /** A large real set. Its first `train.length` texts are `train`. */
  largeTrain: WorldText[];
  validation: WorldText[];
  test: WorldText[];
  synthetic: { synthetic: WorldText[] };
  /** The grammar, and P and Q as exact functions. */
  world: World;
}

/**
 * Draws a data set from the exact world: real splits from P, the synthetic set from Q.
 *
 * Each split has a random stream of its own, so that a change of one size leaves the other splits as they are,
 * and a larger split begins with the smaller one of the same seed.
 *
 * @throws RangeError if a size is not a whole number from 0, or the large real set is smaller than the small one
 */
export function worldDataset(options: {
  sizes: WorldSizes;
  knobs?: WorldChanges;
  seed: number;
}): WorldDataset {
  const { knobs, seed } = options;
  const sizes = { ...options.sizes, largeTrain: options.sizes.largeTrain ?? options.sizes.train };
  for (const [name, size] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(size) || size < 0) {
      throw new RangeError(`worldDataset: size of ${name} is ${size}, expected a whole number from 0`);
    }
  }
  const large = sizes.largeTrain ?? sizes.train;
  if (large < sizes.train) {
    throw new RangeError(
      `worldDataset: size of largeTrain is ${large}, expected at least ${sizes.train} like train`,
    );
  }
  const world = createWorld(knobs);
  const random = stream(seed, "worldDataset");
  const largeTrain = world.real.sample(sizes.largeTrain, random.child("train"));
  return {
    name: "world",
    labels: [...world.grammar.labels],
    train: largeTrain.slice(0, sizes.train),
    largeTrain,
    validation: world.real.sample(sizes.validation, random.child("validation")),
    test: world.real.sample(sizes.test, random.child("test")),
    synthetic: { synthetic: world.generated.sample(sizes.synthetic, random.child("synthetic")) },
    warnings: [],
    world,
  };
}
