/**
 * @file Generation by Gemma 3 270M: here, by transformers in float32, and by llama.cpp from the same weights in Q4;
 * the same prompts, in turn.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeDevice } from "../../src/engine/device";
import { disposeTree } from "../../src/engine/tensorTree";
import { generate } from "../../src/generation/generate";
import { type GenerationRecordings, generationRecordings } from "../../src/generation/generationRecordings";
import type { Decoder } from "../../src/models/decoder";
import { loadDecoder } from "../../src/models/loadDecoder";
import { modelFolder } from "../../src/models/modelFolder";
import { stream } from "../../src/random/stream";
import type { Tokenizer } from "../../src/text/tokenizer";
import { type Peer, startPeer, startProcess } from "./peer";

const sizes = { prompt: 120, newTokens: 64, batches: [1, 5, 20, 40] };
const rounds = 3;
/** The share of greedy tokens that have to be the same: after a tie within rounding a text goes its own way. */
const agreement = 0.9;
const llamaVersion = "3.22.1";

type Pass = { tokens: number[][]; seconds: number; peak: number };
type Runner = (batch: number, sample: boolean) => Promise<Pass>;
type Runners = Record<string, Runner>;

/** Measures tokens per second and peak memory; throws where greedy texts differ from transformers'. */
export async function bench(say: (line: string) => void): Promise<object> {
  const folder = modelFolder("gemma-3-270m");
  const decoder = loadDecoder(folder);
  const recordings = generationRecordings(decoder.config);
  const prompts = makePrompts(decoder.tokenizer);
  const peers = await startBeside(folder, prompts, say);
  try {
    const runners: Runners = {
      ours: (batch, sample) => runOurs(decoder, recordings, prompts.slice(0, batch), sample),
    };
    for (const [name, peer] of Object.entries(peers)) {
      runners[name] = (batch, sample) => peer.ask({ batch, sample }) as Promise<Pass>;
    }
    const equal = await compare(runners);
    say(`${(100 * equal).toFixed(1)}% of greedy tokens are those of transformers`);
    const results: Record<string, object> = {};
    for (const batch of sizes.batches) results[batch] = await measure(runners, batch, say);
    const versions = Object.assign({}, ...Object.values(peers).map(({ greeting }) => greeting));
    return {
      name: "generate",
      unit: "tokens/s",
      sizes,
      equal,
      results,
      versions: { ...describeDevice(), ...versions },
    };
  } finally {
    for (const peer of Object.values(peers)) peer.stop();
    recordings.dispose();
    disposeTree(decoder.params);
  }
}

/** Medians over the rounds; ratios within each round, where all had the machine in the same state. */
async function measure(runners: Runners, batch: number, say: (line: string) => void) {
  const rates: Record<string, number[]> = {};
  const peaks: Record<string, number> = {};
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(runners)) {
      const { tokens, seconds, peak } = await run(batch, true);
      rates[name] = [...(rates[name] ?? []), tokens.flat().length / seconds];
      peaks[name] = peak;
    }
  }
  return Object.fromEntries(
    Object.entries(rates).map(([name, list]) => {
      const ratios = list.map((rate, round) => rates.ours[round] / rate);
      const ratio = Number(median(ratios).toFixed(2));
      const tokensPerSecond = Number(median(list).toFixed(1));
      const peakMebibytes = Math.round(peaks[name] / 2 ** 20);
      const beside = name === "ours" ? "" : `, ours ${ratio} times as fast`;
      say(`batch ${batch}: ${name} ${tokensPerSecond} tokens/s${beside}; peak so far ${peakMebibytes} MiB`);
      return [name, { tokensPerSecond, ratio, peakMebibytes }];
    }),
  );
}

/** The share of greedy tokens that are the same here and in transformers. */
async function compare({ ours, transformers }: Runners): Promise<number> {
  const batch = 5;
  const [own, theirs] = [await ours(batch, false), await transformers(batch, false)];
  const same = own.tokens.flatMap((row, at) => row.map((token, place) => token === theirs.tokens[at][place]));
  const equal = same.filter((is) => is).length / same.length;
  if (!(equal >= agreement)) {
    throw new Error(`bench: ${equal} of greedy tokens are those of transformers, expected ${agreement}`);
  }
  return equal;
}

/** Everything a caller waits for: reading the prompts, all steps, and recording at the first call of a shape. */
async function runOurs(
  decoder: Decoder,
  recordings: GenerationRecordings,
  prompts: number[][],
  sample: boolean,
): Promise<Pass> {
  const began = performance.now();
  const texts = await generate(decoder, prompts, {
    maxTokens: sizes.newTokens,
    temperature: sample ? 1 : 0,
    topK: 50,
    stopTokens: [],
    seed: 1,
    batchSize: prompts.length,
    recordings,
  });
  const seconds = (performance.now() - began) / 1000;
  return { tokens: texts.map(({ tokens }) => tokens), seconds, peak: 1024 * process.resourceUsage().maxRSS };
}

async function startBeside(
  folder: string,
  prompts: number[][],
  say: (line: string) => void,
): Promise<Record<string, Peer>> {
  const scratch = mkdtempSync(path.join(tmpdir(), "generate-"));
  try {
    const file = path.join(scratch, "prompts.json");
    writeFileSync(file, JSON.stringify(prompts));
    const count = String(sizes.newTokens);
    const peers: Record<string, Peer> = {
      transformers: await startPeer("generate.py", [folder, file, count], say),
    };
    const gguf = process.env.SYNTHCLASS_GGUF;
    if (gguf === undefined) {
      say("llama.cpp is left out: SYNTHCLASS_GGUF names no GGUF file of Gemma 3 270M");
      return peers;
    }
    const args = [llamaPackages(say), gguf, file, count];
    peers["llama.cpp"] = await startProcess(process.execPath, "generate_llama.mjs", args);
    return peers;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** A folder with the prebuilt llama.cpp of this platform, made at the first need. */
function llamaPackages(say: (line: string) => void): string {
  const folder = path.join(path.dirname(path.dirname(__dirname)), ".synthclass", "llama-cpp");
  if (existsSync(path.join(folder, "node_modules", "node-llama-cpp"))) return folder;
  say("llama.cpp: installing node-llama-cpp into .synthclass/llama-cpp ...");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  const platform = process.platform === "darwin" ? "mac" : "linux";
  const names = ["node-llama-cpp", `@node-llama-cpp/${platform}-${process.arch}`].map(
    (name) => `${name}@${llamaVersion}`,
  );
  const args = ["install", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund", ...names];
  const { status } = spawnSync("npm", args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) throw new Error("generate: npm install of node-llama-cpp failed");
  return folder;
}

/** Made-up texts of equal length, each with a beginning of its own. */
function makePrompts(tokenizer: Tokenizer): number[][] {
  const random = stream(1, "bench/generate");
  const words =
    "the model label text sample method weight result shows strong evidence for small data sets".split(" ");
  return Array.from({ length: Math.max(...sizes.batches) }, () => {
    const text = Array.from({ length: sizes.prompt }, () => words[random.integer(words.length)]).join(" ");
    return [tokenizer.bosId!, ...tokenizer.encodePlain(text)].slice(0, sizes.prompt);
  });
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
