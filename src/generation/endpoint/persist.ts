/** @file One text from an endpoint, however many attempts it takes. */
import type { TextRequest, WrittenText } from "../generator";
import { askEndpoint } from "./askEndpoint";
import { nothing, type TokenCount } from "./budget";
import { type Desk, outOfBudget, requestBody } from "./endpointDesk";
import { FailedAttempt } from "./failedAttempt";

/** A run over a list of requests. */
export interface Run {
  readonly signal?: AbortSignal;
  /** Why no further attempt is to be made. */
  stop?: { readonly error: unknown };
}

/**
 * Attempts until one succeeds.
 *
 * @param most what was set aside for the first attempt
 * @throws Error in one line where the server refuses, the attempts or the budget are used up, or the run is to stop
 */
export async function persist(
  desk: Desk,
  run: Run,
  request: TextRequest,
  most: TokenCount,
): Promise<WrittenText> {
  const { attempts } = desk.settings;
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(desk, run, request, most);
    } catch (error) {
      if (!(error instanceof FailedAttempt)) throw error;
      desk.counts.failed[error.kind] = (desk.counts.failed[error.kind] ?? 0) + 1;
      const at = `endpoint: ${desk.url.href}`;
      if (!error.passes) throw new Error(`${at}: ${error.message}`);
      if (run.stop) throw run.stop.error;
      if (attempt >= attempts)
        throw new Error(`${at}: ${error.message}, at the last of ${attempts} attempts`);
      await waitAfter(desk, error, attempt, run.signal);
      if (!desk.budget.reserve(most)) throw outOfBudget(desk, most);
    }
  }
}

/** One attempt; what was set aside for it is settled whatever happens. */
async function tryOnce(desk: Desk, run: Run, request: TextRequest, most: TokenCount): Promise<WrittenText> {
  const { settings, protocol, url, key, counts } = desk;
  let used = nothing;
  try {
    await desk.pacer.turn(run.signal);
    counts.sent++;
    used = most;
    const { timeout, clock } = settings;
    const answer = await askEndpoint(url, requestBody(desk, request), {
      key,
      timeout,
      signal: run.signal,
      now: clock.now,
    });
    const text = protocol.read(answer);
    used = { promptTokens: text.promptTokens ?? most.promptTokens, tokens: text.tokens ?? most.tokens };
    counts.answered++;
    return text;
  } catch (error) {
    if (error instanceof FailedAttempt && !error.mayBeCharged) used = nothing;
    throw error;
  } finally {
    desk.budget.settle(most, used);
  }
}

async function waitAfter(
  desk: Desk,
  fault: FailedAttempt,
  attempt: number,
  signal?: AbortSignal,
): Promise<void> {
  const { pause, longestWait, random, clock } = desk.settings;
  if (fault.retryAfter > longestWait) {
    const asked = `${fault.message}, and to wait ${fault.retryAfter / 1000} s`;
    throw new Error(`endpoint: ${desk.url.href}: ${asked}, expected at most ${longestWait / 1000} s`);
  }
  // What one request is told holds for all.
  if (fault.retryAfter > 0) desk.pacer.holdUntil(clock.now() + fault.retryAfter);
  const backOff = Math.min(longestWait, pause * 2 ** (attempt - 1)) * (0.5 + 0.5 * random.uniform());
  await clock.sleep(Math.max(backOff, fault.retryAfter), signal);
}
