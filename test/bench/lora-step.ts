/**
 * @file One step on a low-rank adapter beside Gemma 3 270M (forward, backward, clipping, AdamW), here and in PyTorch
 * with peft: same weights, same texts, equal losses, then steps in turn, and the most memory that each process had.
 *
 * For larger models: the same step on random weights of LLaMA 3.2 1B's sizes had a peak of 7.3 GB on 2026-11-21, of
 * which the weights are 4.9 and what grows with the number of tokens is about 2, or 4 MB a token. 48 GB thus hold some
 * 10,000 tokens at a time without computing any layer twice; `partSize` takes larger batches in parts.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describeDevice } from "../../src/engine/device";
import { writeSafetensors } from "../../src/engine/safetensors";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import type { AdapterSettings } from "../../src/models/adapterSettings";
import type { Completion } from "../../src/models/completionBatch";
import { initAdapter } from "../../src/models/initAdapter";
import { loadDecoder } from "../../src/models/loadDecoder";
import { modelFolder } from "../../src/models/modelFolder";
import { adapterPolicy } from "../../src/models/policy";
import { writeAdapter } from "../../src/models/writeAdapter";
import { type Random, stream } from "../../src/random/stream";
import { completionParts, tuningStep } from "../../src/training/tuneDecoder";
import { type Peer, startPeer } from "./peer";

const rows = 4;
/** Tokens a row; each but the first is foretold. */
const length = 128;
const counted = rows * (length - 1);
/** Usual for adapters; Adam makes rounding of its first gradients grow with the rate. */
const learningRate = 2e-4;
const comparedSteps = 10;
const rounds = 8;
const settings: AdapterSettings = {
  rank: 8,
  alpha: 16,
  // All linear maps of a layer, as peft's "all-linear" takes them.
  targets: ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
};

type Run = { losses: number[]; seconds: number[]; cpuSeconds: number; peakMegabytes: number | null };
type RunSteps = (steps: number) => Run | Promise<Run>;

/** Measures; throws where the losses of the first steps differ by more than 1e-3 of themselves. */
export async function bench(say: (line: string) => void): Promise<object> {
  const folder = modelFolder("gemma-3-270m");
  const { run, files } = ours(folder);
  const scratch = mkdtempSync(path.join(tmpdir(), "lora-step-"));
  let peer: Peer | undefined;
  try {
    files(scratch);
    const batch = path.join(scratch, "ids.safetensors");
    const started = await startPeer("lora_step.py", [folder, scratch, batch], say);
    peer = started;
    const theirs: RunSteps = (steps) => started.ask({ steps, learningRate }) as Promise<Run>;
    await expectEqualLosses(run, theirs, say);
    return { versions: { ...describeDevice(), ...started.greeting }, ...(await compare(run, theirs, say)) };
  } finally {
    peer?.stop();
    rmSync(scratch, { recursive: true });
  }
}

/** Our steps, and what the peer needs to take the same ones. */
function ours(folder: string): { run: RunSteps; files: (folder: string) => void } {
  const { config, params } = loadDecoder(folder);
  const random = stream(1, "bench/lora-step");
  const adapter = initAdapter(config, settings, random.child("adapter"));
  const policy = adapterPolicy({ config, params }, adapter);
  const ids = randomIds(config.vocabularySize, random.child("ids"));
  const completions: Completion[] = ids.map(([first, ...rest]) => ({ prompt: [first], completion: rest }));
  const all = { rows: ids.map((_, row) => row), weights: ids.map(() => 1), length };
  const step = tuningStep(policy);
  let state = { params: adapter.params, optimizer: step.start(adapter.params) };
  return {
    run(steps) {
      const result: Run = { losses: [], seconds: [], cpuSeconds: 0, peakMegabytes: null };
      const cpu = process.cpuUsage();
      for (let i = 0; i < steps; i++) {
        const began = performance.now();
        const parts = completionParts(policy, completions, all);
        const { loss, gradientNorm, ...next } = step.take(state, parts, learningRate, [i, 0]);
        result.losses.push(loss.dataSync()[0]);
        disposeTree([parts, loss, gradientNorm, state]);
        state = next;
        result.seconds.push((performance.now() - began) / 1000);
      }
      const { user, system } = process.cpuUsage(cpu);
      return { ...result, cpuSeconds: (user + system) / 1e6, peakMegabytes: peakMegabytes() };
    },
    files(scratch) {
      writeAdapter(scratch, adapter, settings);
      writeSafetensors(path.join(scratch, "ids.safetensors"), {
        ids: tf.tensor2d(ids, [rows, length], "int32"),
      });
    },
  };
}

async function expectEqualLosses(ours: RunSteps, theirs: RunSteps, say: (line: string) => void) {
  const own = (await ours(comparedSteps)).losses;
  const other = (await theirs(comparedSteps)).losses;
  own.forEach((loss, step) => {
    if (Math.abs(loss / other[step] - 1) <= 1e-3) return;
    throw new Error(`lora-step: loss of step ${step} is ${loss}, expected ${other[step]} as PyTorch has it`);
  });
  const gap = Math.max(...own.map((loss, step) => Math.abs(loss / other[step] - 1)));
  say(
    `losses of ${comparedSteps} steps agree within ${gap.toExponential(1)} of themselves, ${own[0].toFixed(4)} to ${own.at(-1)!.toFixed(4)}`,
  );
}

/** Steps in turn; a ratio is taken within each round, where both had the machine in the same state. */
async function compare(ours: RunSteps, theirs: RunSteps, say: (line: string) => void) {
  const pairs: { own: Run; other: Run }[] = [];
  for (let round = 0; round < rounds; round++) pairs.push({ own: await ours(1), other: await theirs(1) });
  const own = pairs.map((pair) => pair.own);
  const other = pairs.map((pair) => pair.other);
  const ratios = pairs.map(({ own, other }) => other.seconds[0] / own.seconds[0]);
  const cpuRatios = pairs.map(({ own, other }) => other.cpuSeconds / own.cpuSeconds);
  say(`${rows} rows of ${length} tokens, ${counted} of them counted in the loss, rank ${settings.rank}`);
  say(`ours: ${summary(own)}`);
  say(`PyTorch + peft: ${summary(other)}`);
  say(
    `ratio of time ${spread(ratios)}, of CPU time, which other programs disturb less, ${spread(cpuRatios)}`,
  );
  const peaks = { ours: own.at(-1)!.peakMegabytes, theirs: other.at(-1)!.peakMegabytes };
  if (peaks.ours && peaks.theirs) say(`ratio of peak memory ${(peaks.ours / peaks.theirs).toFixed(2)}`);
  return {
    name: "lora-step",
    unit: "tokens/s",
    counted,
    ours: tokensPerSecond(own),
    theirs: tokensPerSecond(other),
    ratio: rounded(median(ratios)),
    cpuRatio: rounded(median(cpuRatios)),
    peakMegabytes: peaks,
  };
}

function summary(runs: Run[]): string {
  const seconds = median(runs.map((run) => run.seconds[0])).toFixed(2);
  const cpu = median(runs.map((run) => run.cpuSeconds)).toFixed(2);
  const peak = runs.at(-1)!.peakMegabytes?.toFixed(0) ?? "unknown";
  return `${seconds} s a step, ${tokensPerSecond(runs)} tokens/s, ${cpu} s of CPU, peak memory ${peak} MB`;
}

function spread(ratios: number[]): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map(rounded);
  return `${rounded(median(ratios))} (${least} to ${most} over ${ratios.length} rounds)`;
}

function tokensPerSecond(runs: Run[]): number {
  return Math.round(counted / median(runs.map((run) => run.seconds[0])));
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}

function randomIds(vocabulary: number, random: Random): number[][] {
  return Array.from({ length: rows }, () => Array.from({ length }, () => random.integer(vocabulary)));
}

/** The most memory this process ever had, of Linux; elsewhere nothing. */
function peakMegabytes(): number | null {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1]) / 1024;
  } catch {
    return null;
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
