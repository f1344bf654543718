/** @file What can be set about an endpoint, and what is refused. */
import type { Random } from "../../random/stream";
import { stream } from "../../random/stream";
import type { Json } from "../../text/canonicalJson";
import type { BudgetLimits } from "./budget";
import { type Clock, machineClock } from "./clock";

/** How texts are sampled by an endpoint; what is left out is the server's choice. */
export interface EndpointSampling {
  /** Most tokens of a text. */
  maxTokens: number;
  temperature?: number;
  topP?: number;
  stopTexts?: readonly string[];
  /** Further fields of the request as the server wants them: `{ top_k: 50 }`. */
  fields?: { readonly [name: string]: Json };
}

export interface EndpointSettings extends EndpointSampling {
  /** Up to the version: `https://api.example.org/v1`. */
  address: string;
  /** The server's name of the model. */
  model: string;
  /** The environment variable that holds the key; absent: none is sent. */
  keyVariable?: string;
  /** Whether log-probabilities are asked for; not every server has them. Default false. */
  logProbs?: boolean;
  /** The field that says the most tokens; some servers want `max_completion_tokens`. */
  maxTokensField?: "max_tokens" | "max_completion_tokens";
  /** Requests under way at a time, each for one text; default 4. Servers compute them as a batch. */
  concurrency?: number;
  /** Default no limit. */
  requestsPerMinute?: number;
  /** Attempts at one text before the run stops; default 6. */
  attempts?: number;
  /** Milliseconds for one attempt, from sending to the last byte; default 120,000. */
  timeout?: number;
  /** Milliseconds before the second attempt, twice as many before each later one; default 1,000. */
  pause?: number;
  /** The longest wait before an attempt, the server's wish included, in milliseconds; default 120,000. */
  longestWait?: number;
  budget?: BudgetLimits;
  environment?: NodeJS.ProcessEnv;
  clock?: Clock;
  /** Of the waits: so that programs which were turned away together do not come back together. */
  random?: Random;
}

export type CompleteEndpointSettings = EndpointSettings &
  Required<
    Pick<
      EndpointSettings,
      | "concurrency"
      | "requestsPerMinute"
      | "attempts"
      | "timeout"
      | "pause"
      | "longestWait"
      | "environment"
      | "clock"
      | "random"
    >
  > & { url: URL };

/** Fields that have settings of their own. */
const ownFields = [
  "model",
  "messages",
  "prompt",
  "n",
  "stream",
  "seed",
  "max_tokens",
  "temperature",
  "top_p",
  "stop",
];

/** At which Node's `fetch` gives up by itself. */
const longestTimeout = 300_000;

/**
 * The settings with their defaults.
 *
 * @throws RangeError if one is outside of its range or the address is not one of the web, without user and password
 */
export function completeEndpointSettings(settings: EndpointSettings): CompleteEndpointSettings {
  const complete = {
    ...settings,
    concurrency: settings.concurrency ?? 4,
    requestsPerMinute: settings.requestsPerMinute ?? Infinity,
    attempts: settings.attempts ?? 6,
    timeout: settings.timeout ?? 120_000,
    pause: settings.pause ?? 1_000,
    longestWait: settings.longestWait ?? 120_000,
    environment: settings.environment ?? process.env,
    clock: settings.clock ?? machineClock,
    random: settings.random ?? stream(process.pid, "endpoint/waits"),
    url: expectAddress(settings.address),
  };
  for (const name of ["maxTokens", "concurrency", "attempts"] as const) {
    const value = complete[name];
    expect(name, value, Number.isSafeInteger(value) && value > 0, "a whole number above 0");
  }
  const { requestsPerMinute, timeout, pause, longestWait, fields = {} } = complete;
  expect("requestsPerMinute", requestsPerMinute, requestsPerMinute > 0, "a number above 0");
  expect("timeout", timeout, timeout > 0 && timeout <= longestTimeout, `a number in (0, ${longestTimeout}]`);
  expect("pause", pause, pause >= 0 && pause < Infinity, "a finite number from 0");
  expect("longestWait", longestWait, longestWait >= 0 && longestWait < Infinity, "a finite number from 0");
  const own = ownFields.find((name) => name in fields);
  expect("fields", own, own === undefined, "names that no other setting has");
  return complete;
}

function expectAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // The address itself may hold a password: it is not repeated.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search) {
    throw new RangeError(
      "endpoint: address is not one, expected https://host/path without user, password or query",
    );
  }
  return url;
}

function expect(name: string, value: unknown, fits: boolean, expected: string): void {
  if (!fits) throw new RangeError(`endpoint: ${name} is ${String(value)}, expected ${expected}`);
}
