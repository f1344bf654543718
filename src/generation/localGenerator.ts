/** @file A language model of this machine as a generator. */
import type { Adapter } from "../models/adapter";
import type { Decoder } from "../models/decoder";
import type { Json } from "../text/canonicalJson";
import { type ChatTemplate, chatPrompt } from "../text/chatTemplate";
import { chatMessages, type Prompt, promptText } from "../text/prompts/prompt";
import { generate } from "./generate";
import type { GenerationSettings } from "./generationSettings";
import type { Generator } from "./generator";
import type { Finish, Generated } from "./runningSample";

type SamplingName =
  | "maxTokens"
  | "temperature"
  | "topK"
  | "topP"
  | "minP"
  | "repetitionPenalty"
  | "stopTexts";

/** Which model it is, and how it is sampled; see `GenerationSettings`. */
export interface LocalSettings extends Pick<GenerationSettings, SamplingName | "batchSize" | "recordings"> {
  /** A name that changes when the weights do, those of the adapter included. */
  model: string;
  adapter?: Adapter;
  /** Of a model that answers; without it the prompt is a text that the model continues. */
  chatTemplate?: ChatTemplate;
}

/**
 * Texts by a decoder, each fixed by its prompt and its seed: neither the batch nor what is asked beside it changes it.
 *
 * The log-probability is the sum over the text's tokens under the model at temperature 1, without the token that
 * ends it.
 */
export function localGenerator(decoder: Decoder, settings: LocalSettings): Generator {
  const { model, adapter, chatTemplate, batchSize, recordings, ...sampling } = settings;
  const tokens = promptTokens(decoder, chatTemplate);
  return {
    model,
    sampling: { ...written(sampling), ...(chatTemplate && { chat: true }) },
    async write(requests, onText, signal) {
      signal?.throwIfAborted();
      const prompts = requests.map(({ prompt }) => tokens(prompt));
      const seed = requests.map((request) => request.seed);
      const onDone = (text: Generated) =>
        onText(text.prompt, {
          text: text.text,
          finish: finishes[text.finish],
          logProb: text.logProbs.reduce((sum, logProb) => sum + logProb, 0),
          tokens: text.tokens.length,
          promptTokens: prompts[text.prompt].length,
        });
      await generate(decoder, prompts, {
        ...sampling,
        seed,
        batchSize,
        adapter,
        recordings,
        signal,
        onText: onDone,
      });
      signal?.throwIfAborted();
    },
  };
}

const finishes = {
  "stop token": "end",
  "stop text": "end",
  length: "length",
  interrupted: "unknown",
} as const satisfies Record<Finish, string>;

function promptTokens({ tokenizer }: Decoder, template?: ChatTemplate): (prompt: Prompt) => number[] {
  if (!template) return (prompt) => tokenizer.encode(promptText(prompt)).ids;
  return (prompt) => tokenizer.encodePlain(chatPrompt(template, chatMessages(prompt)));
}

/** The settings that were given, as a record keeps them. */
function written(sampling: Pick<GenerationSettings, SamplingName>): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(sampling).filter(([, value]) => value !== undefined));
}
