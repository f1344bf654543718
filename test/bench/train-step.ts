/**
 * @file One training step of a small LLaMA-like model (forward, backward, AdamW), here and in PyTorch: same weights,
 * same batch, equal losses, then blocks of steps in turn.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type AdamWState, adamWStart, adamWStep } from "../../src/engine/adamW";
import { describeDevice } from "../../src/engine/device";
import { valueAndGradients } from "../../src/engine/gradients";
import { graphFunction } from "../../src/engine/graphFunction";
import { writeSafetensors } from "../../src/engine/safetensors";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { type Random, stream } from "../../src/random/stream";
import { initLlama, llamaLoss, type Sizes } from "./llama";
import { type Peer, startPeer } from "./peer";

const models: Record<string, Sizes> = {
  small: { width: 128, layers: 2, heads: 4, inner: 352, vocabulary: 1024, batch: 8, length: 64 },
  large: { width: 256, layers: 4, heads: 4, inner: 688, vocabulary: 4096, batch: 8, length: 128 },
};
const modes = ["eager", "compile"] as const;
const learningRate = 1e-3;
const comparedSteps = 10;
const rounds = 15;
/** How long a block of steps takes, about. */
const blockSeconds = 0.3;

type Run = { losses: number[]; seconds: number[] };
type Batch = { ids: tf.Tensor; next: tf.Tensor };

/** Measures both sizes; throws where the losses of the first steps differ by more than 1e-3. */
export async function bench(say: (line: string) => void): Promise<object> {
  const ours: Record<string, number> = {};
  const theirs: Record<string, Record<string, number>> = {};
  const ratio: Record<string, Record<string, number>> = {};
  let versions = {};
  for (const [name, sizes] of Object.entries(models)) {
    const measured = await measure(name, sizes, say);
    ours[name] = measured.ours;
    theirs[name] = measured.theirs;
    ratio[name] = measured.ratio;
    versions = measured.versions;
  }
  return { name: "train-step", unit: "ms", sizes: models, ours, theirs, ratio, versions };
}

async function measure(name: string, sizes: Sizes, say: (line: string) => void) {
  const random = stream(1, `bench/train-step/${name}`);
  const params = initLlama(sizes, random);
  const batch = randomBatch(sizes, random);
  const peer = await startBeside(sizes, params, batch, say);
  try {
    const runOurs = trainer(sizes, params, batch);
    const runTheirs = (mode: string, steps: number) =>
      peer.ask({ mode, steps, learningRate }) as Promise<Run>;
    const first = runOurs(comparedSteps);
    for (const mode of modes)
      expectEqualLosses(mode, first.losses, (await runTheirs(mode, comparedSteps)).losses);
    say(
      `${name}: losses of ${comparedSteps} steps agree, ${first.losses[0].toFixed(4)} to ${first.losses.at(-1)!.toFixed(4)}`,
    );

    const steps = Math.max(3, Math.round(blockSeconds / median(first.seconds.slice(1))));
    const ours: number[] = [];
    const theirs: Record<string, number[]> = { eager: [], compile: [] };
    for (let round = 0; round < rounds; round++) {
      ours.push(median(runOurs(steps).seconds));
      for (const mode of modes) theirs[mode].push(median((await runTheirs(mode, steps)).seconds));
    }
    return report(name, ours, theirs, { ...describeDevice(), ...peer.greeting }, say);
  } finally {
    peer.stop();
    disposeTree(batch);
  }
}

/** Medians over the rounds; a ratio is taken within each round, where both had the machine in the same state. */
function report(
  name: string,
  ours: number[],
  theirs: Record<string, number[]>,
  versions: object,
  say: (line: string) => void,
) {
  const own = milliseconds(median(ours));
  say(`${name}: ours ${own} ms`);
  const times: Record<string, number> = {};
  const ratio: Record<string, number> = {};
  for (const [mode, seconds] of Object.entries(theirs)) {
    const ratios = seconds.map((time, round) => time / ours[round]);
    times[mode] = milliseconds(median(seconds));
    ratio[mode] = Number(median(ratios).toFixed(2));
    const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)} over ${rounds} rounds`;
    say(`${name}: PyTorch ${mode} ${times[mode]} ms, ratio ${ratio[mode]} (${range})`);
  }
  return { ours: own, theirs: times, ratio, versions };
}

function milliseconds(seconds: number): number {
  return Number((1000 * seconds).toFixed(2));
}

/** Takes steps on the one batch again and again; each call goes on from the last. */
function trainer(sizes: Sizes, params: Params, { ids, next }: Batch): (steps: number) => Run {
  const step = graphFunction(
    "train-step",
    (params: Params, state: AdamWState, rate: tf.Tensor, ids: tf.Tensor, next: tf.Tensor) => {
      const { value, gradients } = valueAndGradients((now) => llamaLoss(sizes, now, ids, next), params);
      return { loss: value, model: adamWStep(params, gradients, state, { learningRate: rate }) };
    },
    { xla: true },
  );
  const rate = tf.scalar(learningRate);
  let model = { params, state: adamWStart(params) };
  return (steps) => {
    const run: Run = { losses: [], seconds: [] };
    for (let i = 0; i < steps; i++) {
      const began = performance.now();
      const result = step(model.params, model.state, rate, ids, next);
      run.losses.push(result.loss.dataSync()[0]);
      disposeTree([result.loss, model]);
      model = result.model;
      run.seconds.push((performance.now() - began) / 1000);
    }
    return run;
  };
}

/** The peer, with our weights and batch. */
async function startBeside(
  sizes: Sizes,
  params: Params,
  batch: Batch,
  say: (line: string) => void,
): Promise<Peer> {
  const folder = mkdtempSync(path.join(tmpdir(), "train-step-"));
  const weights = path.join(folder, "weights.safetensors");
  const ids = path.join(folder, "batch.safetensors");
  try {
    writeSafetensors(weights, params);
    writeSafetensors(ids, batch);
    const peer = await startPeer("train_step.py", [JSON.stringify(sizes), weights, ids], say);
    // The models are made, and the files read, at the first question of each mode.
    for (const mode of modes) await peer.ask({ mode, steps: 0, learningRate });
    return peer;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function randomBatch({ batch, length, vocabulary }: Sizes, random: Random): Batch {
  const tokens = () => Int32Array.from({ length: batch * length }, () => random.integer(vocabulary));
  return { ids: tf.tensor1d(tokens(), "int32"), next: tf.tensor1d(tokens(), "int32") };
}

function expectEqualLosses(mode: string, ours: number[], theirs: number[]): void {
  ours.forEach((loss, step) => {
    if (!(Math.abs(loss - theirs[step]) <= 1e-3)) {
      throw new Error(
        `train-step: loss of step ${step} is ${loss}, expected ${theirs[step]} as PyTorch ${mode} has it`,
      );
    }
  });
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
