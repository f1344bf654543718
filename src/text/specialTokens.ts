/**
 * @file Which tokens steer a model instead of being text.
 */
import type { TokenizerConfigJson, TokenizerJson } from "./openTokenizer";

/** A token as tokenizer_config.json names it: by its text, or as an object that holds it. */
export type NamedToken = string | { content: string } | null;

/** The text of a named token. */
export function tokenName(token: NamedToken | undefined): string | undefined {
  return (typeof token === "object" ? token?.content : token) ?? undefined;
}

/**
 * The tokens that tokenizer_config.json names and tokenizer.json forgets to add, as transformers adds them: special,
 * and found in a text before anything else. A name that is not in the vocabulary is left out, since no model has a
 * row for it.
 */
export function forgottenTokens(json: TokenizerJson, config: TokenizerConfigJson): AddedTokenJson[] {
  const vocabulary = json.model.vocab as Record<string, number>;
  if (Array.isArray(vocabulary)) return [];
  const added = new Set(json.added_tokens?.map(({ content }) => content));
  return [...new Set(namedTokens(config))]
    .filter((content) => !added.has(content) && Object.hasOwn(vocabulary, content))
    .map((content) => ({ id: vocabulary[content], content, special: true, normalized: false }));
}

/** The numbers of the special tokens, which a decoded text leaves out. */
export function specialIds(json: TokenizerJson, config: TokenizerConfigJson): Set<number> {
  const added = [...(json.added_tokens ?? []), ...forgottenTokens(json, config)];
  return new Set(added.filter(({ special }) => special).map(({ id }) => id));
}

/** An entry of `added_tokens` in tokenizer.json. */
export interface AddedTokenJson {
  id: number;
  content: string;
  special?: boolean;
  [option: string]: unknown;
}

const roles = [
  "bos_token",
  "eos_token",
  "unk_token",
  "sep_token",
  "pad_token",
  "cls_token",
  "mask_token",
] as const;

function namedTokens(config: TokenizerConfigJson): string[] {
  const more = config.additional_special_tokens ?? [];
  return [...roles.map((role) => config[role]), ...more].flatMap((token) => tokenName(token) ?? []);
}
