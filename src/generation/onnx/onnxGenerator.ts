/** @file A language model in ONNX as a generator. */
import type { TextGenerationPipeline } from "@huggingface/transformers";
import { stream } from "../../random/stream";
import { chatMessages, promptText } from "../../text/prompts/prompt";
import type { Generator, TextRequest } from "../generator";
import { type OnnxRow, writeRows } from "./writeRows";

/** Which model it is, and how it is sampled. */
export interface OnnxSettings {
  /** A name that changes when the weights do. */
  model: string;
  /** Most tokens of a text. */
  maxTokens: number;
  /** Default 1; 0 takes the likeliest token. */
  temperature?: number;
  /** Default all. */
  topK?: number;
  /** Default 1. */
  topP?: number;
  /** Whether the prompt is a conversation, by the model's own template; else a text that it continues. Default false. */
  chat?: boolean;
  /** Texts at a time; default 8. */
  batchSize?: number;
}

/**
 * Texts by a model that `loadOnnxModel` loaded, each fixed by its prompt and its seed but for rounding.
 *
 * transformers.js runs the model and keeps its cache; tokens are drawn here, since its own sampling knows neither a
 * nucleus nor a seed for each text nor log-probabilities. The log-probability is the sum over the text's tokens at
 * temperature 1, without the token that ends it.
 *
 * @throws RangeError for settings that cannot be met
 */
export function onnxGenerator(loaded: TextGenerationPipeline, settings: OnnxSettings): Generator {
  const {
    model,
    batchSize = 8,
    temperature = 1,
    topK = Infinity,
    topP = 1,
    chat = false,
    maxTokens,
  } = settings;
  expectSettings({ batchSize, temperature, topK, topP, maxTokens });
  const cuts = { ...(topK < Infinity && { topK }), ...(topP < 1 && { topP }), ...(chat && { chat }) };
  return {
    model,
    sampling: { maxTokens, temperature, ...cuts },
    async write(requests, onText, signal) {
      const prompts = requests.map((request) => promptTokens(loaded, request, chat));
      const room = roomFor(loaded, maxTokens);
      prompts.forEach((prompt, at) => {
        if (prompt.length > room) {
          throw new RangeError(
            `onnxGenerator: prompt ${at} has ${prompt.length} tokens, expected at most ${room}`,
          );
        }
      });
      for (let from = 0; from < requests.length; from += batchSize) {
        const rows = requests.slice(from, from + batchSize).map(
          ({ seed }, row): OnnxRow => ({
            at: from + row,
            prompt: prompts[from + row],
            random: stream(seed, "onnx"),
            tokens: [],
            logProb: 0,
          }),
        );
        await writeRows(loaded, rows, { draw: { temperature, topK, topP }, maxTokens, onText, signal });
      }
    },
  };
}

function promptTokens(
  { tokenizer }: TextGenerationPipeline,
  { prompt }: TextRequest,
  chat: boolean,
): number[] {
  if (!chat) return tokenizer.encode(promptText(prompt));
  const messages = chatMessages(prompt);
  const text = tokenizer.apply_chat_template(messages, { tokenize: false, add_generation_prompt: true });
  return tokenizer.encode(text as string, { add_special_tokens: false });
}

/** The longest prompt that leaves room for the text. */
function roomFor({ model }: TextGenerationPipeline, maxTokens: number): number {
  const longest: unknown = Reflect.get(model.config, "max_position_embeddings");
  return (typeof longest === "number" ? longest : Infinity) - maxTokens;
}

type Checked = Required<Pick<OnnxSettings, "batchSize" | "temperature" | "topK" | "topP" | "maxTokens">>;

function expectSettings({ batchSize, temperature, topK, topP, maxTokens }: Checked): void {
  for (const [name, value] of Object.entries({ batchSize, maxTokens, topK })) {
    const isCount = (Number.isSafeInteger(value) && value > 0) || (name === "topK" && value === Infinity);
    expect(name, value, isCount, "a whole number above 0");
  }
  expect("temperature", temperature, temperature >= 0 && temperature < Infinity, "a finite number from 0");
  expect("topP", topP, topP > 0 && topP <= 1, "a number in (0, 1]");
}

function expect(name: string, value: number, fits: boolean, expected: string): void {
  if (!fits) throw new RangeError(`onnxGenerator: ${name} is ${value}, expected ${expected}`);
}
