/** @file One request to an endpoint: sent once, its answer read whole. */
import type { Json } from "../../text/canonicalJson";
import type { EndpointKey } from "./endpointKey";
import { FailedAttempt } from "./failedAttempt";

/** How a request is sent. */
export interface AskOptions {
  readonly key: EndpointKey;
  /** Milliseconds from sending to the last byte. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /** The time, for a server that says until when to wait. */
  readonly now: () => number;
}

/**
 * Posts a body and returns the answer's JSON, without the key wherever the server may have repeated it.
 *
 * @throws FailedAttempt if no such answer came
 * @throws the signal's reason if it is aborted
 */
export async function askEndpoint(url: URL, body: Json, options: AskOptions): Promise<unknown> {
  const { key, timeout, signal } = options;
  const late = AbortSignal.timeout(timeout);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...key.header() },
      body: JSON.stringify(body),
      // Another address was not agreed to, and must not get the key.
      redirect: "manual",
      signal: signal ? AbortSignal.any([signal, late]) : late,
    });
    text = key.hideIn(await response.text());
  } catch (error) {
    signal?.throwIfAborted();
    if (late.aborted) throw new FailedAttempt("timeout", `no whole answer within ${timeout} ms`);
    throw new FailedAttempt("connection", connectionFault(error));
  }
  if (!response.ok) throw refusal(response, text, options.now());
  try {
    return JSON.parse(text);
  } catch {
    throw new FailedAttempt("malformed answer", "the answer is no JSON");
  }
}

function connectionFault(error: unknown): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return `the connection failed (${cause?.code ?? cause?.message ?? (error as Error).name})`;
}

function refusal(response: Response, text: string, now: number): FailedAttempt {
  const { status } = response;
  const said = serverMessage(text);
  const message = `the server answers ${status}${said ? `: ${said}` : ""}`;
  const wait = retryAfter(response.headers.get("retry-after"), now);
  if (status === 429) return new FailedAttempt("too many requests", message, wait);
  if (status >= 500 || status === 408) return new FailedAttempt("server error", message, wait);
  return new FailedAttempt("refused", message);
}

/** Milliseconds, from seconds or a date. */
function retryAfter(header: string | null, now: number): number {
  if (header === null) return 0;
  const wait = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return wait > 0 ? wait : 0;
}

/** What the server says is wrong, on one line. */
function serverMessage(text: string): string {
  let said: unknown = text;
  try {
    const parsed = JSON.parse(text);
    said = parsed?.error?.message ?? parsed?.error ?? parsed?.message ?? parsed?.detail ?? text;
  } catch {}
  const words = typeof said === "string" ? said : JSON.stringify(said);
  return words.replace(/\s+/g, " ").trim().slice(0, 200);
}
