/**
 * @file Fine-tunes an encoder classifier with any per-example loss.
 */
import { linearSchedule } from "../engine/schedule";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import type { PerExampleLoss } from "../losses/perExampleLoss";
import { trainableFrom } from "../models/trainableFrom";
import type { Random } from "../random/stream";
import type { RowBatch } from "../text/sortedBatches";
import type { ClassifierBatch, ClassifierGraphs } from "./classifierGraphs";
import type { ClassifierInputs } from "./classifierInputs";
import { epochs } from "./epochs";
import type { Measures } from "./history";
import type { Keep } from "./keep";
import { type Trained, type TrainOptions, train } from "./train";
import type { TrainingStep } from "./trainingStep";

/** How long and how fast a classifier is trained. */
export type ClassifierSchedule = {
  epochs: number;
  batchSize: number;
  /** The highest rate; it falls to 0 in a straight line, as in Hugging Face's Trainer. */
  learningRate: number;
  /** The share of the steps over which the rate first rises from 0; default 0. */
  warmupShare?: number;
};

/** `Names` are the constants that the loss asks for: `crossEntropy` asks for none. */
export interface TrainClassifierOptions<Names extends string> {
  graphs: ClassifierGraphs;
  loss: PerExampleLoss<Names>;
  schedule: ClassifierSchedule;
  /** The encoder's weights with a classification head; they stay the caller's. */
  params: Params;
  inputs: ClassifierInputs;
  /** The class of each text, by its number. */
  labels: ArrayLike<number>;
  /** Constants of each text, such as `logQuality`; `{}` where the loss asks for none. */
  columns: Readonly<Record<Names, ArrayLike<number>>>;
  /** Decides the order of the texts and the dropout. */
  random: Random;
  /** What to measure after each epoch, and which weights to keep by it; absent: the last are kept. */
  measure?: { run(params: Params): Promise<Measures>; keep: Keep };
  checkpoint?: TrainOptions<ClassifierBatch>["checkpoint"];
  signal?: AbortSignal;
  onProgress?: TrainOptions<ClassifierBatch>["onProgress"];
}

/**
 * Trains the layers above the frozen ones.
 *
 * Two runs with the same stream and the same texts see the same batches in the same order, whatever their losses.
 *
 * @returns the trained weights only: those of the frozen layers are not among them
 * @throws RangeError if a list has not one entry per text, a label is no class, or a constant is not finite
 * @throws the signal's reason if it is aborted
 */
export async function trainClassifier<Names extends string = never>(
  options: TrainClassifierOptions<Names>,
): Promise<Trained> {
  return trainClassifierBy(options.graphs.step(options.loss), options);
}

/** The same by a step of another make, such as one that learns weights on the way. */
export async function trainClassifierBy<Names extends string = never>(
  step: TrainingStep<ClassifierBatch>,
  options: Omit<TrainClassifierOptions<Names>, "loss">,
): Promise<Trained> {
  const { graphs, schedule, inputs, random, measure } = options;
  const { trainable } = trainableFrom(graphs.config, options.params, graphs.frozenLayers, { pooler: false });
  expectLists(options, trainable["classifier.bias"].size);
  const order = epochs(inputs.encodings, schedule.batchSize, random.child("order"), inputs.longest);
  const steps = order.stepsPerEpoch * schedule.epochs;
  return train({
    step,
    params: trainable,
    steps,
    batchAt: (step) => batchOf(options, order.rowsAt(step)),
    learningRate: scheduleOf(schedule, steps),
    random: random.child("dropout"),
    measure: measure && { every: order.stepsPerEpoch, ...measure },
    checkpoint: options.checkpoint,
    signal: options.signal,
    onProgress: options.onProgress,
  });
}

type LabelledColumns = Pick<TrainClassifierOptions<string>, "inputs" | "labels" | "columns">;

function batchOf({ inputs, labels, columns }: LabelledColumns, rows: RowBatch): ClassifierBatch {
  const gather = (values: ArrayLike<number>) => rows.rows.map((row) => values[row]);
  const gathered = Object.entries(columns).map(([name, values]) => [name, tf.tensor1d(gather(values))]);
  return {
    input: inputs.batch(rows),
    labels: tf.tensor1d(gather(labels), "int32"),
    present: tf.tensor1d(rows.weights),
    columns: Object.fromEntries(gathered),
  };
}

/** Rises to the peak and falls to 0; a step's rate is that of its end, so that the first is not 0. */
function scheduleOf({ learningRate, warmupShare = 0 }: ClassifierSchedule, totalSteps: number) {
  return linearSchedule({
    peak: learningRate,
    warmupSteps: Math.round(warmupShare * totalSteps),
    totalSteps,
  });
}

function expectLists({ inputs, labels, columns }: LabelledColumns, classes: number): void {
  const count = inputs.encodings.length;
  for (const [name, values] of Object.entries({ labels, ...columns })) {
    if (values.length === count) continue;
    throw new RangeError(
      `trainClassifier: ${name} has ${values.length} entries, expected ${count} like the texts`,
    );
  }
  for (let i = 0; i < count; i++) {
    if (Number.isInteger(labels[i]) && labels[i] >= 0 && labels[i] < classes) continue;
    throw new RangeError(
      `trainClassifier: label ${i} is ${labels[i]}, expected a class from 0 to ${classes - 1}`,
    );
  }
  for (const [name, values] of Object.entries(columns)) {
    for (let i = 0; i < count; i++) {
      if (Number.isFinite(values[i])) continue;
      throw new RangeError(`trainClassifier: ${name} ${i} is ${values[i]}, expected a finite number`);
    }
  }
}
