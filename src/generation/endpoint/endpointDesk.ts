/** @file What the requests of one endpoint share, and what one of them says. */
import type { Json } from "../../text/canonicalJson";
import type { Prompt } from "../../text/prompts/prompt";
import type { TextRequest, WrittenText } from "../generator";
import { type Budget, budget, type TokenCount } from "./budget";
import { type EndpointKey, endpointKey } from "./endpointKey";
import {
  type CompleteEndpointSettings,
  completeEndpointSettings,
  type EndpointSettings,
} from "./endpointSettings";
import type { FaultKind } from "./failedAttempt";
import { type Pacer, pacer } from "./pacer";

/** One of the two ways to ask a server. */
export interface EndpointProtocol {
  readonly name: string;
  /** Below the address. */
  readonly path: string;
  /** The fields that carry the prompt. */
  body(prompt: Prompt): { [name: string]: Json };
  read(answer: unknown): WrittenText;
}

/** An endpoint with its key, what it may cost, its pace and its counts. */
export interface Desk {
  readonly settings: CompleteEndpointSettings;
  readonly protocol: EndpointProtocol;
  readonly url: URL;
  readonly key: EndpointKey;
  readonly budget: Budget;
  readonly pacer: Pacer;
  readonly counts: { sent: number; answered: number; failed: { [kind in FaultKind]?: number } };
}

/** @throws RangeError for settings that cannot be met */
export function openDesk(settings: EndpointSettings, protocol: EndpointProtocol): Desk {
  const complete = completeEndpointSettings(settings);
  const { url, environment, requestsPerMinute, clock } = complete;
  return {
    settings: complete,
    protocol,
    url: new URL(`${url.href.replace(/\/+$/, "")}/${protocol.path}`),
    key: endpointKey(settings.keyVariable, url, environment),
    budget: budget(settings.budget),
    pacer: pacer(requestsPerMinute, clock),
    counts: { sent: 0, answered: 0, failed: {} },
  };
}

/** What is posted for a text. */
export function requestBody({ settings, protocol }: Desk, { prompt, seed }: TextRequest): Json {
  const { model, maxTokens, maxTokensField = "max_tokens", temperature, topP, stopTexts, fields } = settings;
  return {
    model,
    ...protocol.body(prompt),
    [maxTokensField]: maxTokens,
    seed,
    stream: false,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(stopTexts !== undefined && { stop: stopTexts }),
    ...fields,
  };
}

/** The most that a text can take: a token has one byte or more, and a server's frame around a message a few tokens. */
export function mostTokens({ settings, protocol }: Desk, { prompt }: TextRequest): TokenCount {
  const bytes = Buffer.byteLength(JSON.stringify(protocol.body(prompt)));
  return { promptTokens: bytes + 16, tokens: settings.maxTokens };
}

export function outOfBudget({ budget }: Desk, most: TokenCount): Error {
  return new Error(`endpoint: the budget is used up: ${budget.describe(most)}`);
}
