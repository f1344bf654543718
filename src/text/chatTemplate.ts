/**
 * @file Conversations as the text that a chat model was trained on.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Environment, Interpreter, Template } from "@huggingface/jinja";
import { type NamedToken, tokenName } from "./specialTokens";

/** One turn of a conversation. */
export interface ChatMessage {
  /** Usually "system", "user" or "assistant"; the template decides which there are. */
  role: string;
  content: string;
}

/** A model's template, in Jinja, and the special tokens that it may name. */
export interface ChatTemplate {
  template: string;
  /** By role: `bos_token`, `eos_token` and so on. */
  tokens: Record<string, string>;
}

/**
 * The prompt that a model's template makes of a conversation.
 *
 * What the messages say is data: Jinja in it stays as it is written. A special token in it is a special token in the
 * prompt, as in transformers; encode the prompt with `encodePlain`, since templates write the start token themselves.
 *
 * Differs: from transformers in the date, which a template gets only from `today`; without it most have a fixed one
 * for this case, so that a prompt, and what is kept under it, does not depend on the day.
 *
 * @param source a model's folder, or what `readChatTemplate` read
 * @param addGenerationPrompt whether the prompt ends with the opening of the assistant's turn; it does where not given
 * @param today the date as the prompt shall spell it
 * @throws RangeError if there is no template or no message, or if the template refuses the conversation
 */
export function chatPrompt(
  source: string | ChatTemplate,
  messages: readonly ChatMessage[],
  { addGenerationPrompt = true, today }: { addGenerationPrompt?: boolean; today?: string } = {},
): string {
  const { template, tokens } = typeof source === "string" ? readChatTemplate(source) : source;
  if (messages.length === 0) throw new RangeError("chatPrompt: messages is empty, expected at least one");
  try {
    return render(template, {
      ...globals,
      ...(today !== undefined && { strftime_now: () => today }),
      ...tokens,
      messages: messages.map(({ role, content }) => ({ role, content })),
      add_generation_prompt: addGenerationPrompt,
    });
  } catch (error) {
    const reason = (error as Error).message.split("\n")[0];
    throw new RangeError(`chatPrompt: the model's template refuses the conversation: ${reason}`);
  }
}

/**
 * The chat template of a Hugging Face folder: chat_template.jinja, or what tokenizer_config.json holds.
 *
 * @throws RangeError if the folder has none, as those of models that were not tuned for conversations
 */
export function readChatTemplate(folder: string): ChatTemplate {
  const config = readConfig(join(folder, "tokenizer_config.json"));
  const file = join(folder, "chat_template.jinja");
  const template = existsSync(file) ? readFileSync(file, "utf8") : inlineTemplate(config.chat_template);
  if (template === undefined) {
    throw new RangeError(
      `readChatTemplate: ${folder} has no chat template, expected a model tuned for chats`,
    );
  }
  return { template, tokens: namedTokens(config) };
}

interface TokenizerConfig {
  chat_template?: string | { name: string; template: string }[];
  [setting: string]: unknown;
}

function readConfig(file: string): TokenizerConfig {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** One template, or several by name of which the default one is for conversations. */
function inlineTemplate(template: TokenizerConfig["chat_template"]): string | undefined {
  if (Array.isArray(template)) return template.find(({ name }) => name === "default")?.template;
  return template;
}

function namedTokens(config: TokenizerConfig): Record<string, string> {
  return Object.fromEntries(
    Object.keys(config)
      .filter((key) => /^(bos|eos|unk|sep|pad|cls|mask)_token$/.test(key))
      .flatMap((key) => {
        const name = tokenName(config[key] as NamedToken);
        return name === undefined ? [] : [[key, name]];
      }),
  );
}

/** What every template may name; `Template.render` would add the clock to it. */
const globals = {
  true: true,
  false: false,
  none: null,
  True: true,
  False: false,
  None: null,
  tools: null,
  documents: null,
  range: (start: number, stop?: number, step = 1) => {
    const [first, end] = stop === undefined ? [0, start] : [start, stop];
    return Array.from({ length: Math.max(0, Math.ceil((end - first) / step)) }, (_, i) => first + i * step);
  },
  raise_exception: (reason: string) => {
    throw new Error(reason);
  },
};

function render(template: string, names: Record<string, unknown>): string {
  const environment = new Environment();
  for (const [name, value] of Object.entries(names)) environment.set(name, value);
  return new Interpreter(environment).run(new Template(template).parsed).value as string;
}
