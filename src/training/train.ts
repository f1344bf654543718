/**
 * @file The one loop that trains everything: weights in, weights and history out.
 */

import type { Schedule } from "../engine/schedule";
import { disposeTree, mapTree, type Params, type TensorTree } from "../engine/tensorTree";
import type { Random } from "../random/stream";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "./checkpoint";
import { type History, type Measures, type PendingLosses, pendingLosses } from "./history";
import type { Keep, Stop } from "./keep";
import type { StepState, TrainingStep } from "./trainingStep";

export interface TrainOptions<Batch extends TensorTree> {
  step: TrainingStep<Batch>;
  /** Weights to begin with; they stay the caller's. */
  params: Params;
  /** How many steps, from 1. */
  steps: number;
  /** The batch of a step, counted from 0: the same for the same number. The loop frees it after the step. */
  batchAt(step: number): Batch;
  learningRate: Schedule;
  /** Where dropout's seeds come from, one pair for each step by its number. */
  random: Random;
  /** Means of the loss are written down every so many steps; default 10. */
  lossEvery?: number;
  /** What to measure on the way, and which weights to keep by it; absent: the last weights are kept. */
  measure?: {
    /** In steps; the last step is always measured. */
    every: number;
    run(params: Params, step: number): Measures | Promise<Measures>;
    keep: Keep;
    /** Ends the run before its last step; absent: it takes all of them. */
    stop?: Stop;
  };
  /** Where to go on from after a kill; the file stays when the run is done. */
  checkpoint?: {
    file: string;
    /** In steps. */
    every: number;
    /** What else decides the run's numbers, in words: a file that says another is refused. */
    identity: string;
  };
  /** Looked at before each step. */
  signal?: AbortSignal;
  onProgress?: (progress: TrainProgress) => void;
}

export interface TrainProgress {
  /** Steps taken. */
  step: number;
  steps: number;
  /** The newest mean that was written down. */
  loss?: number;
}

export interface Trained {
  /** The weights that were kept; the caller's now. */
  params: Params;
  /** After how many steps they were what they are. */
  keptStep: number;
  history: History;
}

/**
 * Trains: takes `steps` steps or as many as `measure.stop` allows, gives the event loop a turn after each, and returns
 * the weights that were kept.
 *
 * Every step is a function of the weights and of its number alone. The same options thus give the same
 * weights bit for bit, and so does a run that was killed and taken up again from its checkpoint.
 *
 * @throws RangeError if a number of steps is not a whole number above 0, the loss is not finite, or the
 *   checkpoint belongs to another run
 * @throws the signal's reason if it is aborted
 */
export async function train<Batch extends TensorTree>(options: TrainOptions<Batch>): Promise<Trained> {
  expectCounts(options);
  const run = startRun(options);
  const pending = pendingLosses();
  try {
    while (run.step < options.steps && !isStopped(run, options)) {
      options.signal?.throwIfAborted();
      takeStep(run, pending, options);
      await afterStep(run, pending, options);
      await new Promise(setImmediate);
    }
    const kept = run.kept ?? keptUnmeasured(run, options);
    run.kept = undefined;
    return { params: kept.params, keptStep: kept.step, history: run.history };
  } finally {
    pending.dispose();
    disposeTree(run.state);
    if (run.kept) disposeTree(run.kept.params);
  }
}

/** From the history alone, so that a run that is taken up again ends where it would have. */
function isStopped<Batch extends TensorTree>({ history }: Run, { measure }: TrainOptions<Batch>): boolean {
  return history.measures.length > 0 && measure?.stop?.(history.measures) === true;
}

/** Where nothing was measured the last weights; where no measured ones were good enough, those before training. */
function keptUnmeasured<Batch extends TensorTree>(
  { step, state }: Run,
  { measure, params }: TrainOptions<Batch>,
): { step: number; params: Params } {
  return measure ? { step: 0, params: copyParams(params) } : { step, params: copyParams(state.params) };
}

/** Everything that changes from step to step. */
type Run = Checkpoint;

function startRun<Batch extends TensorTree>({ step, params, checkpoint }: TrainOptions<Batch>): Run {
  const state = { params: copyParams(params), optimizer: step.start(params) };
  const stored = checkpoint && readCheckpoint(checkpoint.file, checkpoint.identity, state);
  if (!stored) return { step: 0, state, history: { losses: [], measures: [] } };
  disposeTree(state);
  return stored;
}

function takeStep<Batch extends TensorTree>(
  run: Run,
  pending: PendingLosses,
  options: TrainOptions<Batch>,
): void {
  const batch = options.batchAt(run.step);
  const seed = options.random.child(`step ${run.step}`).seedPair();
  let next: ReturnType<TrainingStep<Batch>["take"]>;
  try {
    next = options.step.take(run.state, batch, options.learningRate(run.step), seed);
  } finally {
    disposeTree(batch);
  }
  const before: StepState = run.state;
  run.state = { params: next.params, optimizer: next.optimizer };
  run.step += 1;
  pending.add(next.loss, next.gradientNorm);
  disposeTree(before);
}

async function afterStep<Batch extends TensorTree>(
  run: Run,
  pending: PendingLosses,
  options: TrainOptions<Batch>,
) {
  const { steps, lossEvery = 10, measure, checkpoint, onProgress } = options;
  const due = (every: number) => run.step % every === 0 || run.step === steps;
  const saving = checkpoint !== undefined && due(checkpoint.every);
  // A checkpoint empties the box, so that a run that is taken up writes the same means.
  if (due(lossEvery) || saving) await writeLoss(run, pending);
  if (measure && due(measure.every)) await writeMeasures(run, measure);
  if (saving) writeCheckpoint(checkpoint.file, checkpoint.identity, run);
  onProgress?.({ step: run.step, steps, loss: run.history.losses.at(-1)?.loss });
}

async function writeLoss(run: Run, pending: PendingLosses): Promise<void> {
  const entry = await pending.read(run.step);
  if (!entry) return;
  if (!Number.isFinite(entry.loss)) {
    throw new RangeError(`train: loss at step ${run.step} is ${entry.loss}, expected a finite number`);
  }
  run.history.losses.push(entry);
}

async function writeMeasures(
  run: Run,
  measure: NonNullable<TrainOptions<TensorTree>["measure"]>,
): Promise<void> {
  const values = await measure.run(run.state.params, run.step);
  run.history.measures.push({ step: run.step, values });
  if (!measure.keep(run.history.measures)) return;
  const replaced = run.kept;
  run.kept = { step: run.step, params: copyParams(run.state.params) };
  if (replaced) disposeTree(replaced.params);
}

/** The same weights under handles of their own; the numbers are shared. */
function copyParams(params: Params): Params {
  return mapTree(params, (tensor) => tensor.clone());
}

function expectCounts<Batch extends TensorTree>(options: TrainOptions<Batch>): void {
  const counts = {
    steps: options.steps,
    lossEvery: options.lossEvery,
    "measure.every": options.measure?.every,
    "checkpoint.every": options.checkpoint?.every,
  };
  for (const [name, count] of Object.entries(counts)) {
    if (count === undefined || (Number.isSafeInteger(count) && count > 0)) continue;
    throw new RangeError(`train: ${name} is ${count}, expected a whole number above 0`);
  }
}
