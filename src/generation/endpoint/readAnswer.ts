/** @file The text in an endpoint's answer. */
import type { TextFinish, WrittenText } from "../generator";
import { FailedAttempt } from "./failedAttempt";

type Fields = { readonly [name: string]: unknown };

/**
 * The first choice of a chat's answer.
 *
 * A message that the model refused has its refusal for a text and ends as "refused".
 *
 * @throws FailedAttempt if there is no such choice
 */
export function readChatAnswer(answer: unknown): WrittenText {
  const choice = firstChoice(answer);
  const message = fields(choice.message, "a message");
  const refused = typeof message.refusal === "string" && message.refusal !== "";
  const text = refused ? message.refusal : (message.content ?? "");
  const tokens = isFields(choice.logprobs) ? choice.logprobs.content : undefined;
  const logProbs = Array.isArray(tokens)
    ? tokens.map((token) => (isFields(token) ? token.logprob : undefined))
    : [];
  return written(text, refused ? "refused" : finishOf(choice), logProbs, answer);
}

/**
 * The first choice of a completion's answer.
 *
 * @throws FailedAttempt if there is no such choice
 */
export function readCompletionAnswer(answer: unknown): WrittenText {
  const choice = firstChoice(answer);
  const logProbs = isFields(choice.logprobs) ? choice.logprobs.token_logprobs : undefined;
  return written(choice.text, finishOf(choice), Array.isArray(logProbs) ? logProbs : [], answer);
}

function written(
  text: unknown,
  finish: TextFinish,
  logProbs: readonly unknown[],
  answer: unknown,
): WrittenText {
  if (typeof text !== "string") throw malformed("a text");
  const usage = isFields(answer) && isFields(answer.usage) ? answer.usage : {};
  const known = logProbs.length > 0 && logProbs.every((logProb) => Number.isFinite(logProb));
  return {
    text,
    finish,
    ...(known && { logProb: (logProbs as number[]).reduce((sum, logProb) => sum + logProb, 0) }),
    ...(isCount(usage.completion_tokens) && { tokens: usage.completion_tokens }),
    ...(isCount(usage.prompt_tokens) && { promptTokens: usage.prompt_tokens }),
  };
}

function firstChoice(answer: unknown): Fields {
  const choices = isFields(answer) ? answer.choices : undefined;
  return fields(Array.isArray(choices) ? choices[0] : undefined, "a choice");
}

function finishOf({ finish_reason }: Fields): TextFinish {
  if (finish_reason === "stop" || finish_reason === "length")
    return finish_reason === "stop" ? "end" : "length";
  return finish_reason === "content_filter" ? "refused" : "unknown";
}

function fields(value: unknown, what: string): Fields {
  if (!isFields(value)) throw malformed(what);
  return value;
}

function malformed(what: string): FailedAttempt {
  return new FailedAttempt("malformed answer", `the answer lacks ${what}`);
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
