/** @file A server with OpenAI's interface on this machine that fails to order. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the server does with one request. */
export type Behaviour =
  | "answer"
  | "429"
  | "429 with Retry-After"
  | "429 until a date"
  | "500"
  | "hang"
  | "cut before the answer"
  | "cut in the answer"
  | "malformed JSON"
  | "no choices"
  | "slow bytes"
  | "401 with the key"
  | "404"
  | "redirect"
  | "answer with the key";

/** A request as it came. */
export interface Received {
  path: string;
  authorization?: string;
  body: { [name: string]: unknown };
}

export interface FaultyServer {
  /** With the version, as a generator is told it. */
  address: string;
  received: Received[];
  /** How many requests were answered with a text that was sent whole. */
  answered: number;
  /** The most requests that were under way at once. */
  mostAtOnce: number;
  close(): Promise<void>;
}

/** The text that is the answer to a request: fixed by prompt and seed. */
export function answerTo({ body }: Pick<Received, "body">): string {
  const messages = body.messages as { content: string }[] | undefined;
  const prompt = messages?.map(({ content }) => content).join("|") ?? body.prompt;
  return `${prompt} -> ${body.seed}`;
}

/**
 * Starts the server on a free port.
 *
 * @param behaviour told how many requests came before, and the request
 * @param delay milliseconds before an answer
 */
export async function faultyServer(
  behaviour: (before: number, received: Received) => Behaviour,
  delay = 0,
): Promise<FaultyServer> {
  const server: FaultyServer = {
    address: "",
    received: [],
    answered: 0,
    mostAtOnce: 0,
    close: async () => {},
  };
  let atOnce = 0;
  const http = createServer(async (request, response) => {
    atOnce++;
    server.mostAtOnce = Math.max(server.mostAtOnce, atOnce);
    response.on("close", () => atOnce--);
    const received = await receive(request);
    server.received.push(received);
    const act = behaviour(server.received.length - 1, received);
    setTimeout(() => respond(server, act, received, response), delay);
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`;
  server.close = async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return server;
}

async function receive(request: IncomingMessage): Promise<Received> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  const { url = "", headers } = request;
  return {
    path: url,
    authorization: headers.authorization,
    body: JSON.parse(Buffer.concat(pieces).toString()),
  };
}

function respond(server: FaultyServer, act: Behaviour, received: Received, response: ServerResponse): void {
  const error = (status: number, message: string, headers = {}) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message } }));
  };
  const whole = answerBody(received);
  const key = received.authorization?.replace("Bearer ", "") ?? "";
  const acts: Record<Behaviour, () => void> = {
    answer: () => {
      response.on("finish", () => server.answered++);
      response.end(whole);
    },
    "429": () => error(429, "slow down"),
    "429 with Retry-After": () => error(429, "slow down", { "retry-after": "2" }),
    "429 until a date": () => error(429, "slow down", { "retry-after": new Date(5_000).toUTCString() }),
    "500": () => error(500, "out of\n  order"),
    hang: () => {},
    "cut before the answer": () => response.destroy(),
    "cut in the answer": () => {
      response.writeHead(200, { "content-length": Buffer.byteLength(whole) });
      response.write(whole.slice(0, 20), () => setTimeout(() => response.destroy(), 5));
    },
    "malformed JSON": () => response.end(`${whole.slice(0, -2)},`),
    "no choices": () => response.end(JSON.stringify({ choices: [], usage: { completion_tokens: 0 } })),
    "slow bytes": () => drip(response, whole),
    "401 with the key": () => error(401, `Incorrect API key provided: ${key}`),
    "404": () => error(404, "no such model"),
    redirect: () => response.writeHead(307, { location: "http://127.0.0.1:9/elsewhere" }).end(),
    "answer with the key": () => response.end(whole.replace(" -> ", ` ${JSON.stringify(key).slice(1, -1)} `)),
  };
  acts[act]();
}

/** One byte at a time, far apart, until the other side hangs up; the last one never comes. */
function drip(response: ServerResponse, whole: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (sent < whole.length - 1) response.write(whole[sent++]);
  }, 20);
  response.on("close", () => clearInterval(timer));
}

function answerBody(received: Received): string {
  const text = answerTo(received);
  const logProbs = [-0.25, -0.5];
  const isChat = received.path.endsWith("/chat/completions");
  const choice = isChat
    ? {
        index: 0,
        message: { role: "assistant", content: text },
        finish_reason: "stop",
        logprobs: received.body.logprobs ? { content: logProbs.map((logprob) => ({ logprob })) } : null,
      }
    : {
        index: 0,
        text,
        finish_reason: "length",
        logprobs: received.body.logprobs ? { token_logprobs: logProbs } : null,
      };
  return JSON.stringify({
    choices: [choice],
    usage: { prompt_tokens: 7, completion_tokens: 2, total_tokens: 9 },
  });
}
