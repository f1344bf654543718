/** @file From prompts to texts. */
import { setImmediate } from "node:timers/promises";
import { tf } from "../engine/tensorflow";
import type { Decoder } from "../models/decoder";
import { type GenerationGraphs, generationGraphs } from "./generationGraphs";
import { type CompleteSettings, completeSettings, type GenerationSettings } from "./generationSettings";
import { promptReader } from "./promptReader";
import { closeBatch, openBatch, type RowBatch, refillBatch, stepRows, takeStates } from "./rowBatch";
import { addToken, finishSample, type Generated, type RunningSample, startSamples } from "./runningSample";

/**
 * Generates `samples` texts for each prompt.
 *
 * A text depends on its prompt, the settings, the seed and its two numbers alone: not on what is generated beside it
 * nor on the size of the batch, but for ties within float32's rounding. If the signal is aborted, the promise is
 * fulfilled after the step under way: texts that were done are whole, the others end as "interrupted" with what they
 * have, perhaps nothing.
 *
 * @param prompts token numbers with the special tokens in place
 * @returns the texts, prompt by prompt
 * @throws RangeError or TypeError for prompts or settings that cannot be met; see `completeSettings`
 */
export async function generate(
  decoder: Decoder,
  prompts: readonly (readonly number[])[],
  settings: GenerationSettings,
): Promise<Generated[]> {
  const complete = completeSettings(decoder, prompts, settings);
  const samples = startSamples(prompts, complete);
  const graphs = generationGraphs(decoder, complete);
  try {
    if (samples.length > 0) await run(decoder, samples, graphs, complete);
  } finally {
    graphs.dispose();
  }
  return samples.map((sample) => finishSample(sample, decodeWith(decoder)));
}

async function run(
  decoder: Decoder,
  samples: RunningSample[],
  graphs: GenerationGraphs,
  settings: CompleteSettings,
): Promise<void> {
  const { signal, batchSize } = settings;
  const reader = promptReader(decoder.config, samples, graphs);
  const batch = openBatch(decoder.config, Math.min(batchSize, samples.length));
  const report = progressOf(samples, settings);
  try {
    while (!signal?.aborted && samples.some(({ finish }) => !finish)) {
      refillBatch(batch, reader);
      report(takeStep(decoder, batch, graphs, settings));
      // An interrupt and other work get their turn.
      await setImmediate();
    }
  } finally {
    closeBatch(batch);
    reader.dispose();
  }
}

/** Gives every row its next token; says how many rows there were. */
function takeStep(
  decoder: Decoder,
  batch: RowBatch,
  graphs: GenerationGraphs,
  settings: CompleteSettings,
): number {
  const rows = stepRows(batch, settings.repetitionPenalty !== 1, settings.temperature > 0);
  try {
    const result = graphs.step(rows, batch.cache);
    takeStates(batch, result);
    const tokens = result.tokens.dataSync<"int32">();
    const logProbs = result.logProbs.dataSync<"float32">();
    tf.dispose([result.tokens, result.logProbs]);
    batch.rows.forEach((sample, row) => {
      if (!sample) return;
      addToken(sample, tokens[row], logProbs[row], settings, decodeWith(decoder));
      if (sample.finish) settings.onText?.(finishSample(sample, decodeWith(decoder)));
    });
  } finally {
    tf.dispose([rows.lengths, rows.uniforms, ...(rows.seen ? [rows.seen] : [])]);
  }
  return batch.rows.filter((sample) => sample).length;
}

function progressOf(samples: RunningSample[], { onProgress }: CompleteSettings): (tokens: number) => void {
  const began = performance.now();
  let tokens = 0;
  return (more) => {
    tokens += more;
    onProgress?.({
      tokens,
      tokensPerSecond: (1000 * tokens) / (performance.now() - began),
      done: samples.filter(({ finish }) => finish).length,
      total: samples.length,
    });
  };
}

function decodeWith({ tokenizer }: Decoder): (tokens: readonly number[]) => string {
  return (tokens) => tokenizer.decode(tokens);
}
