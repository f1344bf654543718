/** @file One run of the pipeline: what its arms share, each stage made when it is first asked for, and only once. */
import { disposeTree, type Params } from "../../../engine/tensorTree";
import { type StageCache, stageCache } from "../../../experiments/stageCache";
import { stream } from "../../../random/stream";
import type { Json } from "../../../text/canonicalJson";
import type { ScoredPairs, TextPair } from "../../../training/scorePairs";
import type { TwoShot } from "../twoShotPrompts";
import { runPrompts, type WriteOptions, type WrittenText, writeTexts } from "./candidates";
import { type MarginClassifier, marginClassifier } from "./marginClassifier";
import type { PipelineScene, RunTexts, TunableGenerator } from "./scene";
import { marginsOf, type ScoredCandidate, scoredCandidates } from "./scoredCandidates";
import { digestOf, stageInputs } from "./stageInputs";
import { referenceScores } from "./tuneWriter";
import { cachedWeights, checkpointOf } from "./weightCache";
import type { WriterArm } from "./writerArm";

/** A text for training a classifier, with its margin under the run's f. */
export interface MarkedText {
  text: string;
  label: string;
  margin: number;
}

/** What the arms of one run share. */
export interface PipelineRun {
  readonly scene: PipelineScene;
  readonly seed: number;
  readonly texts: RunTexts;
  /** The prompts of the candidates; a candidate's `prompt` is a number in this list. */
  readonly prompts: readonly TwoShot[];
  generator(signal?: AbortSignal): Promise<TunableGenerator>;
  /** f, fitted on the run's real texts. */
  classifier(signal?: AbortSignal): Promise<MarginClassifier>;
  /** f of the upper bound, fitted on many real texts. */
  wideClassifier(signal?: AbortSignal): Promise<MarginClassifier>;
  /** The candidates with f's scores. */
  candidates(signal?: AbortSignal): Promise<readonly ScoredCandidate[]>;
  /** The same candidates with the scores of the upper bound's f. */
  wideCandidates(signal?: AbortSignal): Promise<readonly ScoredCandidate[]>;
  /** What the untuned generator says of pairs. */
  reference(pairs: readonly TextPair[], signal?: AbortSignal): Promise<ScoredPairs>;
  /** The weights that an arm ends with; the caller's to free. */
  tuned(arm: WriterArm, progress?: RunProgress): Promise<Params>;
  /** Texts that an arm writes, `perClass` of each class, all classes once, then all again. */
  written(arm: WriterArm, perClass: number, progress?: RunProgress): Promise<readonly MarkedText[]>;
  /** Frees the classifiers. */
  dispose(): Promise<void>;
}

export interface RunProgress {
  signal?: AbortSignal;
  /** How far a tuning is, from 0 to 1. */
  report?: (share: number) => void;
}

/**
 * Opens a run.
 *
 * @param folder where stages are kept, see `stageFolder`; absent: in memory, and weights not at all
 */
export function pipelineRun(scene: PipelineScene, seed: number, folder?: string): PipelineRun {
  const texts = scene.texts(seed);
  const random = stream(seed, "u-dpo/pipeline");
  const { promptsPerClass, samples } = scene.settings.candidates;
  const prompts = runPrompts(texts.real, scene.labels, promptsPerClass, random.child("candidates"));
  const cache = stageCache(folder);
  const fitted = new Map<string, Promise<MarginClassifier>>();
  const fit = (name: "real" | "manyReal", signal?: AbortSignal) => {
    const { folds } = scene.settings.margins;
    const known = fitted.get(name) ?? marginClassifier(scene, texts[name], folds, random.child("f"), signal);
    fitted.set(name, known);
    known.catch(() => fitted.delete(name));
    return known;
  };
  const written = async (signal?: AbortSignal) =>
    cache("candidates", stageInputs(run, "candidates"), async () =>
      writeWith(run, undefined, prompts, {
        samples,
        seed,
        kept: keptParts(run, cache, stageInputs(run, "candidates")),
        signal,
      }),
    );
  const scored = async (name: "real" | "manyReal", signal?: AbortSignal) =>
    cache(`scores-${name}`, stageInputs(run, "margins"), async () =>
      scoredCandidates(scene, await fit(name, signal), await written(signal), {
        real: texts.real,
        seed,
        signal,
      }),
    );
  const run: PipelineRun = {
    scene,
    seed,
    texts,
    prompts,
    generator: (signal) => scene.generator(seed, signal),
    classifier: (signal) => fit("real", signal),
    wideClassifier: (signal) => fit("manyReal", signal),
    candidates: (signal) => scored("real", signal),
    wideCandidates: (signal) => scored("manyReal", signal),
    reference: async (pairs, signal) =>
      cache("reference", [stageInputs(run, "candidates"), digestOf(pairs)], async () =>
        referenceScores(await run.generator(signal), scene.settings.tuning.schedule, pairs, signal),
      ),
    tuned: (arm, progress = {}) => tunedWeights(run, folder, arm, progress),
    written: async (arm, perClass, progress = {}) =>
      cache("written", await writingInputs(run, arm, perClass), () =>
        writtenBy(run, cache, arm, perClass, progress),
      ),
    async dispose() {
      const all = await Promise.allSettled(fitted.values());
      for (const result of all) if (result.status === "fulfilled") result.value.dispose();
      fitted.clear();
    },
  };
  return run;
}

/** The prompts that all arms of a run write for, one text each: in the order of `written`. */
export function writingPrompts({ scene, seed, texts }: PipelineRun, perClass: number): TwoShot[] {
  return runPrompts(texts.real, scene.labels, perClass, stream(seed, "u-dpo/pipeline/writing"));
}

/** What an arm writes does not depend on how others are tuned. */
async function writingInputs(run: PipelineRun, arm: WriterArm, perClass: number): Promise<Json> {
  return [stageInputs(run, arm.tune ? "tuning" : "margins"), arm.method, perClass];
}

async function tunedWeights(
  run: PipelineRun,
  folder: string | undefined,
  arm: WriterArm,
  { signal, report }: RunProgress,
): Promise<Params> {
  const { tune } = arm;
  if (!tune) throw new RangeError(`tuned: arm is ${arm.method}, expected one that is tuned`);
  const inputs = [stageInputs(run, "tuning"), arm.method];
  return cachedWeights(folder, "tuned", inputs, async () => {
    const onProgress = ({ step, steps }: { step: number; steps: number }) => report?.(step / steps);
    const checkpoint = checkpointOf(folder, inputs, run.scene.settings.tuning.checkpointEvery);
    return (await tune(run, { signal, onProgress, checkpoint })).params;
  });
}

/** A stage's texts part by part, where the settings ask for that. */
function keptParts({ scene }: PipelineRun, cache: StageCache, inputs: Json): WriteOptions["kept"] {
  const inParts = scene.settings.candidates.textsAtATime !== undefined;
  return inParts ? (part, make) => cache("texts", [inputs, part], make) : undefined;
}

async function writtenBy(
  run: PipelineRun,
  cache: StageCache,
  arm: WriterArm,
  perClass: number,
  progress: RunProgress,
): Promise<MarkedText[]> {
  const { scene, seed } = run;
  const { signal } = progress;
  const prompts = writingPrompts(run, perClass);
  const trained = arm.tune ? await run.tuned(arm, progress) : undefined;
  try {
    // Another seed than the candidates', or prompts of equal number would share their chance.
    const chance = Math.abs(stream(seed, "u-dpo/pipeline/writing").child("chance").seedPair()[0]);
    const kept = keptParts(run, cache, await writingInputs(run, arm, perClass));
    const written = await writeWith(run, trained, prompts, { samples: 1, seed: chance, kept, signal });
    const margins = await marginsOf(scene.labels, await run.classifier(signal), written, signal);
    return written.map(({ text, label }, at) => ({ text, label, margin: margins[at] }));
  } finally {
    disposeTree(trained ?? []);
  }
}

/** Texts by the run's generator, with tuned weights in their place if there are any. */
async function writeWith(
  run: PipelineRun,
  trained: Params | undefined,
  prompts: readonly TwoShot[],
  options: Pick<WriteOptions, "samples" | "seed" | "kept" | "signal">,
): Promise<WrittenText[]> {
  const { decoder, policy, promptTokens, recordings } = await run.generator(options.signal);
  const writer = trained ? { ...decoder, ...policy.weights(trained) } : decoder;
  const { candidates: settings } = run.scene.settings;
  return writeTexts(writer, prompts, { ...options, promptTokens, recordings, settings });
}
