/**
 * @file One file over HTTP: goes on where it was cut, checked before it counts.
 */
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";

/** How a file is fetched and known to be right. */
interface DownloadOptions {
  headers?: Record<string, string>;
  /** The length of the whole file. */
  bytes: number;
  /** Throws if the finished file is not the right one. */
  check: (file: string) => Promise<void>;
  /** Called as bytes arrive. */
  onBytes?: (done: number) => void;
  /** How often a cut connection is taken up again within this call; 4 where not given. */
  attempts?: number;
  /** Milliseconds before the second attempt, doubled for each later one; 500 where not given. */
  pause?: number;
}

/**
 * Fetches a file. Until it is whole and checked it is called `file`.part, from which a later call goes on.
 *
 * @throws Error in one line if the server refuses, the connection is cut each time, or the check fails: then the
 *   part is removed, since going on from it would fail again
 */
export async function download(address: string, file: string, options: DownloadOptions): Promise<void> {
  if (existsSync(file)) return;
  const { attempts = 4, pause = 500 } = options;
  const part = `${file}.part`;
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 1; sizeOf(part) < options.bytes || !existsSync(part); attempt++) {
    try {
      await append(address, part, options);
      // A server may end its answer early without an error.
      if (sizeOf(part) < options.bytes) throw new CutConnection("the answer ended early");
    } catch (error) {
      if (!(error instanceof CutConnection)) throw error;
      if (attempt >= attempts) {
        throw new Error(
          `download: ${address} was cut at ${sizeOf(part)} of ${options.bytes} bytes (${error.message}), ` +
            "the same command goes on from there",
        );
      }
      await setTimeout(pause * 2 ** (attempt - 1));
    }
  }
  try {
    await options.check(part);
  } catch (error) {
    rmSync(part);
    throw error;
  }
  renameSync(part, file);
}

/** What another attempt may heal. */
class CutConnection extends Error {}

/** Adds what is missing of the part. */
async function append(
  address: string,
  part: string,
  { headers, bytes, onBytes }: DownloadOptions,
): Promise<void> {
  const start = sizeOf(part);
  const answer = await ask(address, {
    ...headers,
    // Compressed in transit, a range would count other bytes than the file's.
    "accept-encoding": "identity",
    ...(start > 0 && { range: `bytes=${start}-` }),
  });
  // 200 in answer to a range means: the whole file again.
  const from = answer.status === 206 ? start : 0;
  let done = from;
  const counted = async function* (pieces: AsyncIterable<Uint8Array>) {
    for await (const piece of pieces) {
      done += piece.length;
      if (done > bytes) throw new Error(`download: ${address} is longer than expected, ${bytes} bytes`);
      onBytes?.(done);
      yield piece;
    }
  };
  const target = createWriteStream(part, { flags: from > 0 ? "a" : "w" });
  if (answer.body === null) throw new CutConnection("the answer is empty");
  try {
    await pipeline(Readable.fromWeb(answer.body as never), counted, target);
  } catch (error) {
    throw isCut(error) ? new CutConnection((error as Error).message) : error;
  }
}

async function ask(address: string, headers: Record<string, string>): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address, { headers });
  } catch (error) {
    throw new CutConnection((error as { cause?: Error }).cause?.message ?? (error as Error).message);
  }
  if (answer.ok) return answer;
  await answer.body?.cancel();
  if (answer.status >= 500 || answer.status === 429) throw new CutConnection(`answer ${answer.status}`);
  const access = [401, 403].includes(answer.status)
    ? " with a token in HF_TOKEN whose owner has accepted the model's terms"
    : "";
  throw new Error(`download: ${address} answers ${answer.status}, expected 200${access}`);
}

/** undici's word for a connection that ended before the body did. */
function isCut(error: unknown): boolean {
  const { name, message, code } = error as { name: string; message: string; code?: string };
  return (
    (name === "TypeError" && message === "terminated") || code === "UND_ERR_SOCKET" || code === "ECONNRESET"
  );
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}
