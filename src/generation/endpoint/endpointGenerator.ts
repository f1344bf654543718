/** @file Texts from a server: several requests under way, failed attempts repeated, never over budget. */
import type { Generator, TextRequest, WrittenText } from "../generator";
import type { TokenCount } from "./budget";
import { type Desk, type EndpointProtocol, mostTokens, openDesk, outOfBudget } from "./endpointDesk";
import type { EndpointSettings } from "./endpointSettings";
import type { FaultKind } from "./failedAttempt";
import { persist, type Run } from "./persist";

/** What went over the wire since the generator was made. */
export interface Traffic {
  readonly sent: number;
  /** Requests that brought a text. */
  readonly answered: number;
  /** Failed attempts by what went wrong. */
  readonly failed: { readonly [kind in FaultKind]?: number };
  /** Tokens and money; an attempt that may have been charged unseen counts with the most that it can cost. */
  readonly spent: TokenCount & { readonly money?: number };
}

export interface EndpointGenerator extends Generator {
  traffic(): Traffic;
}

/**
 * A generator that asks a server, one request for each text.
 *
 * After 429, 408, 5xx, a timeout, a failed connection or a malformed answer a text is asked for again, after waits that
 * double, by chance half to whole of that, and not before the server's Retry-After. The run stops where a text has used
 * up its attempts, the server refuses (any other status) or the budget has no room for one more; what is under way then
 * may still arrive.
 *
 * The key is sent and kept nowhere: not in records, errors or properties, nor where the server repeats it.
 *
 * @throws RangeError for settings that cannot be met; writing throws Error in one line where it stops
 */
export function endpointGenerator(settings: EndpointSettings, protocol: EndpointProtocol): EndpointGenerator {
  const desk = openDesk(settings, protocol);
  return {
    model: settings.model,
    sampling: { interface: protocol.name, ...samplingOf(settings) },
    traffic: () => ({ ...desk.counts, failed: { ...desk.counts.failed }, spent: desk.budget.spent() }),
    write: (requests, onText, signal) => writeAll(desk, requests, onText, signal),
  };
}

interface QueuedRun extends Run {
  readonly queue: { request: TextRequest; at: number }[];
  underWay: number;
}

async function writeAll(
  desk: Desk,
  requests: readonly TextRequest[],
  onText: (at: number, text: WrittenText) => void,
  signal?: AbortSignal,
): Promise<void> {
  const run: QueuedRun = { queue: requests.map((request, at) => ({ request, at })), signal, underWay: 0 };
  const workers = Math.min(desk.settings.concurrency, requests.length);
  await Promise.all(Array.from({ length: workers }, () => work(desk, run, onText)));
  signal?.throwIfAborted();
  if (run.stop) throw run.stop.error;
}

async function work(
  desk: Desk,
  run: QueuedRun,
  onText: (at: number, text: WrittenText) => void,
): Promise<void> {
  while (!run.stop && !run.signal?.aborted && run.queue.length > 0) {
    const next = run.queue.shift()!;
    const most = mostTokens(desk, next.request);
    if (!desk.budget.reserve(most)) {
      run.queue.unshift(next);
      // While others are under way they may use less than was set aside; the last one to find no room stops the run.
      if (run.underWay === 0) run.stop ??= { error: outOfBudget(desk, most) };
      return;
    }
    run.underWay++;
    try {
      onText(next.at, await persist(desk, run, next.request, most));
    } catch (error) {
      run.stop ??= { error };
    } finally {
      run.underWay--;
    }
  }
}

function samplingOf({
  maxTokens,
  temperature,
  topP,
  stopTexts,
  fields,
}: EndpointSettings): Generator["sampling"] {
  const settings = { maxTokens, temperature, topP, stopTexts, fields };
  return JSON.parse(JSON.stringify(settings));
}
