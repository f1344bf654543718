/**
 * @file A hub of one model on this machine, with the paths of the Hugging Face hub and faults to order.
 */
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const commit = "0123456789abcdef0123456789abcdef01234567";

/** What the hub does wrong. */
export interface Faults {
  /** Cuts the connection after so many bytes of the weights, this many times. */
  cut?: { after: number; times: number };
  /** Sends the whole file where a part was asked for. */
  ignoresRanges?: boolean;
  /** Other weights than the hash says. */
  wrongWeights?: boolean;
  /** Answers the model's page with this status. */
  status?: number;
  /** Leaves these files out of the list. */
  without?: RegExp;
  /** Says how long the weights are, wrongly. */
  statedBytes?: number;
}

export interface SmallHub {
  endpoint: string;
  /** Requests for files, with their range. */
  asked: string[];
  /** Authorization headers seen. */
  tokens: (string | undefined)[];
  weights: Buffer;
  close(): Promise<void>;
}

const weights = Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251));
const small: Record<string, string> = {
  "config.json": '{"model_type": "bert"}',
  "tokenizer.json": "{}",
  "README.md": "---\nlicense: mit\n---\n",
  "1_Pooling/config.json": "{}",
};
/** On the hub too, but for other programs, or of names that must not be followed. */
const unwanted = [
  "pytorch_model.bin",
  "onnx/model.onnx",
  "../outside.json",
  ".gitattributes",
  "a/../../b.json",
];

/** Starts the hub on a free port. */
export async function smallHub(faults: Faults = {}): Promise<SmallHub> {
  const hub: SmallHub = { endpoint: "", asked: [], tokens: [], weights, close: async () => {} };
  const state = { cuts: faults.cut?.times ?? 0 };
  const server = createServer((request, response) => {
    const url = request.url ?? "";
    hub.tokens.push(request.headers.authorization);
    if (url.startsWith("/api/models/someone/something/revision/")) answerList(response, faults);
    else if (url.startsWith(`/someone/something/resolve/${commit}/`))
      answerFile(hub, faults, state, request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hub.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hub.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return hub;
}

function answerList(response: ServerResponse, faults: Faults): void {
  if (faults.status) {
    response.writeHead(faults.status).end();
    return;
  }
  const texts = Object.entries(small).map(([rfilename, text]) => ({
    rfilename,
    size: text.length,
    blobId: createHash("sha1").update(`blob ${text.length}\0${text}`).digest("hex"),
  }));
  const sha256 = createHash("sha256").update(weights).digest("hex");
  const large = {
    rfilename: "model.safetensors",
    lfs: { sha256, size: faults.statedBytes ?? weights.length },
  };
  const siblings = [...unwanted.map((rfilename) => ({ rfilename, size: 1, blobId: "0" })), ...texts, large];
  const listed = siblings.filter(({ rfilename }) => !faults.without?.test(rfilename));
  response.end(JSON.stringify({ sha: commit, cardData: { license: "mit" }, siblings: listed }));
}

function answerFile(
  hub: SmallHub,
  faults: Faults,
  state: { cuts: number },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const name = request.url!.split(`${commit}/`)[1];
  const { range } = request.headers;
  hub.asked.push(range ? `${name} ${range}` : name);
  if (name in small) {
    response.end(small[name]);
    return;
  }
  const body = faults.wrongWeights ? Buffer.from(weights).fill(0, 10, 20) : weights;
  const start = range && !faults.ignoresRanges ? Number(/bytes=(\d+)-/.exec(range)![1]) : 0;
  const rest = body.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length });
  if (state.cuts > 0 && faults.cut) {
    state.cuts--;
    response.write(rest.subarray(0, faults.cut.after), () => setTimeout(() => response.destroy(), 20));
  } else response.end(rest);
}
