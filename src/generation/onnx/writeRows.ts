/** @file Some texts by an ONNX model at once: transformers.js computes the scores, the tokens are drawn here. */
import {
  type LogitsProcessor,
  LogitsProcessorList,
  Tensor,
  type TextGenerationPipeline,
} from "@huggingface/transformers";
import type { Random } from "../../random/stream";
import type { WrittenText } from "../generator";
import { type DrawSettings, drawToken } from "./drawToken";

/** A text under way. */
export interface OnnxRow {
  /** The request's place in the list. */
  readonly at: number;
  readonly prompt: readonly number[];
  readonly random: Random;
  readonly tokens: number[];
  logProb: number;
  finish?: "end" | "length";
}

export interface RowOptions {
  readonly draw: DrawSettings;
  readonly maxTokens: number;
  readonly onText: (at: number, text: WrittenText) => void;
  readonly signal?: AbortSignal;
}

/** What a model's folder may ask for beside our own drawing is switched off. */
const plainSearch = {
  do_sample: false,
  num_beams: 1,
  num_return_sequences: 1,
  repetition_penalty: 1,
  no_repeat_ngram_size: 0,
  guidance_scale: null,
  bad_words_ids: null,
  min_length: 0,
  min_new_tokens: null,
  suppress_tokens: null,
  begin_suppress_tokens: null,
  forced_bos_token_id: null,
  forced_eos_token_id: null,
};

/**
 * Writes the rows' texts, each handed over at its end.
 *
 * @throws the signal's reason at the next token if it is aborted
 */
export async function writeRows(
  loaded: TextGenerationPipeline,
  rows: readonly OnnxRow[],
  options: RowOptions,
): Promise<void> {
  const ends = endTokens(loaded);
  const processors = new LogitsProcessorList();
  // It gets the scores of the next tokens and leaves one token of each row, which greedy search then takes.
  const choose = (_: unknown, scores: Tensor): Tensor => {
    options.signal?.throwIfAborted();
    const size = scores.dims[1];
    rows.forEach((row, at) => {
      const own = (scores.data as Float32Array).subarray(at * size, (at + 1) * size);
      const token = row.finish ? ends[0] : nextToken(loaded, row, own, ends, options);
      own.fill(-Infinity);
      own[token] = 0;
    });
    return scores;
  };
  processors.push(choose as unknown as LogitsProcessor);
  const inputs = leftPadded(
    rows.map(({ prompt }) => prompt),
    loaded.tokenizer.pad_token_id ?? 0,
  );
  const settings = { max_new_tokens: options.maxTokens, eos_token_id: ends, logits_processor: processors };
  // Its declared type knows no inputs and no null.
  const all: unknown = { ...inputs, ...plainSearch, ...settings };
  await loaded.model.generate(all as Parameters<typeof loaded.model.generate>[0]);
}

function nextToken(
  { tokenizer }: TextGenerationPipeline,
  row: OnnxRow,
  scores: Float32Array,
  ends: readonly number[],
  { draw, maxTokens, onText }: RowOptions,
): number {
  const { token, logProb } = drawToken(scores, draw, row.random.uniform());
  if (ends.includes(token)) row.finish = "end";
  else {
    row.tokens.push(token);
    row.logProb += logProb;
    if (row.tokens.length === maxTokens) row.finish = "length";
  }
  if (row.finish) {
    onText(row.at, {
      text: tokenizer.decode(row.tokens, { skip_special_tokens: true }),
      finish: row.finish,
      logProb: row.logProb,
      tokens: row.tokens.length,
      promptTokens: row.prompt.length,
    });
  }
  return token;
}

/** The tokens that end a text: as the folder says, else the tokenizer's. */
function endTokens({ model, tokenizer }: TextGenerationPipeline): number[] {
  const ids = model.generation_config?.eos_token_id ?? tokenizer.eos_token_id ?? [];
  return [ids].flat();
}

function leftPadded(prompts: readonly (readonly number[])[], padId: number): Record<string, Tensor> {
  const length = Math.max(...prompts.map((prompt) => prompt.length));
  const padded = (prompt: readonly number[], fill: number, values: readonly number[]) => [
    ...new Array<number>(length - prompt.length).fill(fill),
    ...values,
  ];
  const ids = prompts.flatMap((prompt) => padded(prompt, padId, prompt));
  const mask = prompts.flatMap((prompt) =>
    padded(
      prompt,
      0,
      prompt.map(() => 1),
    ),
  );
  const tensor = (values: number[]) =>
    new Tensor("int64", BigInt64Array.from(values.map(BigInt)), [prompts.length, length]);
  return { input_ids: tensor(ids), attention_mask: tensor(mask) };
}
