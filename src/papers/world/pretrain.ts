/**
 * @file Training the world's language model from scratch.
 */
import { createHash } from "node:crypto";
import { createGrammar, type Grammar } from "../../data/world/grammar";
import { science } from "../../data/world/world";
import { linearSchedule } from "../../engine/schedule";
import { disposeTree } from "../../engine/tensorTree";
import type { Decoder } from "../../models/decoder";
import { type DecoderConfig, llamaConfig } from "../../models/decoderConfig";
import { initDecoder } from "../../models/initDecoder";
import { stream } from "../../random/stream";
import { canonicalJson, type Json } from "../../text/canonicalJson";
import type { PackedRow } from "../../text/packRows";
import type { Tokenizer } from "../../text/tokenizer";
import { keepLast } from "../../training/keep";
import { languageModelBatch, languageModelStep } from "../../training/languageModelStep";
import { train } from "../../training/train";
import { type HeldOutNats, heldOut } from "./heldOut";
import { pageLaw } from "./pageLaw";
import { pageRows, pageTokenizer } from "./pageTokens";
import type { WorldModelSettings } from "./worldModelSettings";

export interface PretrainOptions {
  settings: WorldModelSettings;
  /** Decides pages, first weights and order. */
  seed: number;
  signal?: AbortSignal;
  onProgress?: (progress: PretrainProgress) => void;
}

export interface PretrainProgress {
  step: number;
  steps: number;
  /** The newest mean of the training loss, nats a token. */
  loss?: number;
}

/** How a model came to be. */
export type Pretraining = {
  settings: WorldModelSettings;
  seed: number;
  parameters: number;
  /** Token places trained on. */
  tokens: number;
  seconds: number;
  /** Held-out pages over the steps. */
  curve: ({ step: number } & HeldOutNats)[];
};

/** To be raised when a change of code changes the weights. */
const revision = 1;

/** Sixteen hexadecimal digits that change with anything the weights depend on. */
export function pretrainKey({ settings, seed }: PretrainOptions): string {
  const plain: Json = JSON.parse(JSON.stringify({ settings, lexicon: science }));
  const content = canonicalJson({ revision, seed, plain });
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

/**
 * A decoder that has read pages of the shifted world, each page once.
 *
 * @param checkpoint file that an interrupted training goes on from; left where it is when the training is done
 * @returns the decoder, its weights the caller's to free
 * @throws the signal's reason if it is aborted
 */
export async function pretrain(
  options: PretrainOptions,
  checkpoint?: string,
): Promise<{ decoder: Decoder; pretraining: Pretraining }> {
  const { settings, seed } = options;
  const started = performance.now();
  const random = stream(seed, "world/pretrain");
  const grammar = createGrammar(science);
  const tokenizer = pageTokenizer(
    grammar,
    pageLaw(grammar, settings.reading),
    settings,
    random.child("vocabulary"),
  );
  const config = decoderConfig(settings, tokenizer);
  const { params, curve } = await trainOn(options, config, tokenizer, grammar, checkpoint);
  const decoder = { config, params, tokenizer, generation: { stopTokens: config.eosIds, sample: true } };
  const parameters = Object.values(params).reduce((sum, { size }) => sum + size, 0);
  const { steps, batchSize, rowLength } = settings.training;
  const tokens = steps * batchSize * rowLength;
  const seconds = (performance.now() - started) / 1000;
  return { decoder, pretraining: { settings, seed, parameters, tokens, seconds, curve } };
}

async function trainOn(
  { settings, seed, signal, onProgress }: PretrainOptions,
  config: DecoderConfig,
  tokenizer: Tokenizer,
  grammar: Grammar,
  checkpoint?: string,
) {
  const { training } = settings;
  const random = stream(seed, "world/pretrain");
  const law = pageLaw(grammar, settings.reading);
  const first = initDecoder(config, random.child("weights"));
  const step = languageModelStep(config, {
    weightDecay: training.weightDecay,
    beta2: training.beta2,
    decays: (name) => !name.includes("norm"),
    xla: true,
  });
  const heldOutRandom = random.child("held out");
  const pages = Array.from({ length: settings.heldOut.pages }, () => law.sample(heldOutRandom));
  const holder = heldOut(config, tokenizer, law, pages);
  const rowsAt = rowsOf(settings, (block, count) =>
    pageRows(law, tokenizer, { count, length: training.rowLength }, random.child(`block ${block}`)),
  );
  try {
    const { params, history } = await train({
      step,
      params: first,
      steps: training.steps,
      batchAt: (at) => languageModelBatch(rowsAt(at)),
      learningRate: linearSchedule({
        peak: training.learningRate,
        warmupSteps: Math.round(training.warmupShare * training.steps),
        totalSteps: training.steps,
      }),
      random,
      measure: {
        every: settings.heldOut.every,
        run: (weights) => holder.measure(weights, signal),
        keep: keepLast,
      },
      checkpoint: checkpoint
        ? { file: checkpoint, every: settings.heldOut.every, identity: pretrainKey({ settings, seed }) }
        : undefined,
      signal,
      onProgress,
    });
    const curve = history.measures.map(({ step, values }) => ({ step, ...(values as HeldOutNats) }));
    return { params, curve };
  } finally {
    step.dispose();
    holder.dispose();
    disposeTree(first);
  }
}

/** Steps whose rows are made together: nobody waits long for the first, and few pages are made in vain. */
const blockSteps = 40;

/** The rows of a step; a block's rows follow from its number alone, so a run may begin anywhere. */
function rowsOf(
  { training: { batchSize } }: WorldModelSettings,
  makeBlock: (block: number, rows: number) => PackedRow[],
): (step: number) => PackedRow[] {
  let current: { block: number; rows: PackedRow[] } | undefined;
  return (step) => {
    const block = Math.floor(step / blockSteps);
    if (current?.block !== block) current = { block, rows: makeBlock(block, blockSteps * batchSize) };
    const from = (step % blockSteps) * batchSize;
    return current.rows.slice(from, from + batchSize);
  };
}

function decoderConfig({ decoder }: WorldModelSettings, tokenizer: Tokenizer): DecoderConfig {
  return llamaConfig({
    ...decoder,
    vocabularySize: tokenizer.size,
    tiedHead: true,
    bosId: tokenizer.bosId,
    eosIds: [...tokenizer.eosIds],
    padId: tokenizer.padId,
  });
}
