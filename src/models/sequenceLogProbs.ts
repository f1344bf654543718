/**
 * @file The log-probabilities of any number of completions, in batches by length and as graphs.
 */
import { setImmediate } from "node:timers/promises";
import { graphFunction } from "../engine/graphFunction";
import { tf } from "../engine/tensorflow";
import { disposeTree, type Params } from "../engine/tensorTree";
import { longestFirstBatches } from "../text/sortedBatches";
import type { Adapter } from "./adapter";
import { type Completion, type CompletionBatch, completionBatch, inputTokens } from "./completionBatch";
import { completionLogProbs } from "./completionLogProbs";
import type { Decoder } from "./decoder";
import { type DecoderConfig, longestContext } from "./decoderConfig";
import type { ScoreOptions } from "./scoreRows";

/** What of a decoder its scores depend on. */
export type ScoredDecoder = Pick<Decoder, "config" | "params"> & { adapter?: Adapter };

/** Graphs that score completions; made once, they serve every pass with weights of the same shapes. */
export interface CompletionScorer {
  /** See `sequenceLogProbs`. */
  score(
    weights: { params: Params; adapter?: Adapter },
    completions: readonly Completion[],
    options?: ScoreOptions,
  ): Promise<Float32Array[]>;
  /** Frees the recorded graphs. */
  dispose(): void;
}

/**
 * The log-probability of each token of each completion given its prompt, in nats, in the completions' order.
 *
 * Whatever else is in the batch, a completion's numbers are the same up to rounding.
 *
 * @throws RangeError if a prompt or completion is empty or longer than the decoder can take
 * @throws the signal's reason if it is aborted
 */
export async function sequenceLogProbs(
  { config, params, adapter }: ScoredDecoder,
  completions: readonly Completion[],
  options: ScoreOptions = {},
): Promise<Float32Array[]> {
  const scorer = completionScorer(config);
  try {
    return await scorer.score({ params, adapter }, completions, options);
  } finally {
    scorer.dispose();
  }
}

/** The log-probability of a whole completion from those of its tokens: their sum. */
export function sumLogProb(tokens: ArrayLike<number>): number {
  let sum = 0;
  for (let t = 0; t < tokens.length; t++) sum += tokens[t];
  return sum;
}

/**
 * The log-probability of a completion by token: the mean.
 *
 * @throws RangeError if there is no token
 */
export function meanLogProb(tokens: ArrayLike<number>): number {
  if (tokens.length === 0) throw new RangeError("meanLogProb: tokens is empty, expected at least one");
  return sumLogProb(tokens) / tokens.length;
}

/** Graphs for scoring with weights of this form, recorded as they are needed. */
export function completionScorer(config: DecoderConfig): CompletionScorer {
  const run = graphFunction(
    "sequenceLogProbs",
    (params: Params, batch: CompletionBatch, adapters: Adapter[]) =>
      completionLogProbs(config, params, batch, adapters[0]),
    { limit: 32 },
  );
  return {
    score: (weights, completions, options) => scoreAll(config, run, weights, completions, options),
    dispose: () => run.dispose(),
  };
}

type Run = (params: Params, batch: CompletionBatch, adapters: Adapter[]) => tf.Tensor;

async function scoreAll(
  config: DecoderConfig,
  run: Run,
  { params, adapter }: { params: Params; adapter?: Adapter },
  completions: readonly Completion[],
  { batchSize = 8, signal, onProgress }: ScoreOptions = {},
): Promise<Float32Array[]> {
  const scored = new Array<Float32Array>(completions.length);
  const inputs = completions.map((one) => ({ ids: inputTokens(one), typeIds: [] }));
  let done = 0;
  const size = Math.min(batchSize, Math.max(1, completions.length));
  for (const { rows, weights, length } of longestFirstBatches(inputs, size, longestContext(config))) {
    signal?.throwIfAborted();
    const real = rows.filter((_, at) => weights[at] > 0);
    const batch = completionBatch(
      rows.map((row) => completions[row]),
      length,
      config.padId,
      weights,
    );
    const values = runBatch(run, params, batch, adapter);
    let from = 0;
    for (const row of real) {
      const to = from + completions[row].completion.length;
      // A copy, so that one kept row does not keep its whole batch.
      scored[row] = values.slice(from, to);
      from = to;
    }
    done += real.length;
    onProgress?.(done, completions.length);
    // An interrupt and other work get their turn between batches.
    await setImmediate();
  }
  return scored;
}

/** The numbers of one batch, which it frees. */
function runBatch(run: Run, params: Params, batch: CompletionBatch, adapter?: Adapter): Float32Array {
  try {
    const result = run(params, batch, adapter ? [adapter] : []);
    const values = result.dataSync<"float32">();
    tf.dispose(result);
    return values;
  } finally {
    disposeTree(batch);
  }
}
