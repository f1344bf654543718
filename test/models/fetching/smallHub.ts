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
  /** Refuses files, as for a model whose terms the token's owner has not accepted. */
  fileStatus?: number;
  /** The weights in two pieces; their index names these files. */
  pieces?: string[];
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
export const small: Record<string, string> = {
  "config.json": '{"model_type": "bert"}',
  "tokenizer.json": "{}",
  "README.md": "---\nlicense: mit\n---\n",
  "1_Pooling/config.json": "{}",
  "generation_config.json": '{"eos_token_id": [1, 106]}',
  "chat_template.jinja": "{{ messages[0].content }}",
};
/** On the hub too, but for other programs, or of names that must not be followed. */
const unwanted = [
  "pytorch_model.bin",
  "onnx/model.onnx",
  "../outside.json",
  ".gitattributes",
  "a/../../b.json",
  "original/consolidated.00.pth",
  "original/params.json",
  "consolidated.safetensors",
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
  const texts = Object.entries(textsOf(faults)).map(([rfilename, text]) => ({
    rfilename,
    size: text.length,
    blobId: createHash("sha1").update(`blob ${text.length}\0${text}`).digest("hex"),
  }));
  const large = Object.entries(weightsOf(faults)).map(([rfilename, bytes]) => ({
    rfilename,
    lfs: {
      sha256: createHash("sha256").update(bytes).digest("hex"),
      size: faults.statedBytes ?? bytes.length,
    },
  }));
  const others = unwanted.map((rfilename) => ({ rfilename, size: 1, blobId: "0" }));
  const listed = [...others, ...texts, ...large].filter(({ rfilename }) => !faults.without?.test(rfilename));
  response.end(JSON.stringify({ sha: commit, cardData: { license: "mit" }, siblings: listed }));
}

function textsOf({ pieces }: Faults): Record<string, string> {
  if (!pieces) return small;
  const weight_map = Object.fromEntries(pieces.map((file, i) => [`layer${i}.weight`, file]));
  return { ...small, "model.safetensors.index.json": JSON.stringify({ weight_map }) };
}

function weightsOf({ pieces }: Faults): Record<string, Buffer> {
  if (!pieces) return { "model.safetensors": weights };
  return {
    "model-00001-of-00002.safetensors": weights.subarray(0, 60_000),
    "model-00002-of-00002.safetensors": weights.subarray(60_000),
  };
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
  const texts = textsOf(faults);
  if (faults.fileStatus) {
    response.writeHead(faults.fileStatus).end();
    return;
  }
  if (name in texts) {
    response.end(texts[name]);
    return;
  }
  const right = weightsOf(faults)[name];
  const body = faults.wrongWeights ? Buffer.from(right).fill(0, 10, 20) : right;
  const start = range && !faults.ignoresRanges ? Number(/bytes=(\d+)-/.exec(range)![1]) : 0;
  const rest = body.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length });
  if (state.cuts > 0 && faults.cut) {
    state.cuts--;
    response.write(rest.subarray(0, faults.cut.after), () => setTimeout(() => response.destroy(), 20));
  } else response.end(rest);
}
