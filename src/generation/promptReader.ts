/** @file Prompts that wait to be read, some at a time, each once for all of its samples. */
import type { tf } from "../engine/tensorflow";
import { disposeTree } from "../engine/tensorTree";
import { decoderBatch } from "../models/decoderBatch";
import { type DecoderConfig, longestContext } from "../models/decoderConfig";
import { bucketLength } from "../text/padding";
import type { GenerationGraphs } from "./generationGraphs";
import { emptyCache, type KeyValueCache } from "./keyValueCache";
import type { RunningSample } from "./runningSample";

/** Prompts that were read together; the reader's until the next are read. */
export interface PromptGroup {
  cache: KeyValueCache;
  /** Shape [prompts, D]. */
  hidden: tf.Tensor2D;
  /** Places in the cache. */
  length: number;
  /** The texts that still wait for a row, with their prompt's row in the cache. */
  waiting: { sample: RunningSample; row: number }[];
}

export interface PromptReader {
  /** Whether texts wait. */
  isEmpty(): boolean;
  /** The group that has texts waiting; reads it if need be. Undefined where none wait. */
  group(): PromptGroup | undefined;
  dispose(): void;
}

/** About how many tokens are read at a time: enough to keep all cores busy, few enough to need little memory. */
const tokensAtOnce = 2048;

/** Takes the prompts from the longest to the shortest, so that rows of a batch are of similar length. */
export function promptReader(
  config: DecoderConfig,
  samples: readonly RunningSample[],
  graphs: GenerationGraphs,
): PromptReader {
  // Samples of one prompt stay together: the sort keeps the order of equals, and prompts of one length come in turn.
  const waiting = [...samples].sort((a, b) => b.ids.length - a.ids.length);
  let current: PromptGroup | undefined;
  const forget = () => {
    if (current) disposeTree([current.cache, current.hidden]);
    current = undefined;
  };
  return {
    isEmpty: () => waiting.length === 0 && !current?.waiting.length,
    group() {
      if (current?.waiting.length) return current;
      forget();
      if (waiting.length > 0) current = readGroup(config, takePrompts(waiting, config), graphs);
      return current;
    },
    dispose: forget,
  };
}

/** The next samples whose prompts are read together: a power of two of prompts, so that few graphs are recorded. */
function takePrompts(waiting: RunningSample[], config: DecoderConfig): RunningSample[] {
  const prompts = [...new Set(waiting.map(({ prompt }) => prompt))];
  const room = tokensAtOnce / bucketLength(waiting[0].ids.length, longestContext(config));
  const count = 2 ** Math.floor(Math.log2(Math.max(1, Math.min(room, prompts.length))));
  const chosen = new Set(prompts.slice(0, count));
  const cut = waiting.findIndex(({ prompt }) => !chosen.has(prompt));
  return waiting.splice(0, cut < 0 ? waiting.length : cut);
}

function readGroup(config: DecoderConfig, samples: RunningSample[], graphs: GenerationGraphs): PromptGroup {
  const prompts = [...new Set(samples.map(({ prompt }) => prompt))];
  const rows = prompts.map((prompt) => samples.find((sample) => sample.prompt === prompt)!.ids);
  const length = bucketLength(rows[0].length, longestContext(config));
  const batch = decoderBatch(rows, length, config.padId);
  const cache = emptyCache(config, rows.length, length);
  try {
    const hidden = graphs.read(batch, cache);
    const waiting = samples.map((sample) => ({ sample, row: prompts.indexOf(sample.prompt) }));
    return { cache, hidden, length, waiting };
  } catch (error) {
    disposeTree(cache);
    throw error;
  } finally {
    disposeTree(batch);
  }
}
