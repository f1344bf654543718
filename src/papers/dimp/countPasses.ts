/**
 * @file Counts what a classifier's graphs are asked for: texts forward and backward, tokens, memory.
 */
import { tf } from "../../engine/tensorflow";
import { longestFirstBatches } from "../../text/sortedBatches";
import type { ClassifierBatch, ClassifierGraphs } from "../../training/classifierGraphs";
import type { ClassifierInput, ClassifierInputs } from "../../training/classifierInputs";
import type { TrainingStep } from "../../training/trainingStep";

/** What was computed; texts that only fill a batch up are counted, as they cost the same. */
export interface PassCounts {
  /** Texts that went forward. */
  forwards: number;
  /** Texts whose gradient was computed. */
  backwards: number;
  /** Token places that went forward, padding included. */
  tokens: number;
  /**
   * The most bytes of tensors that were held between two calls: weights, optimizer, batch. What a graph needs
   * while it runs is not among them.
   */
  peakBytes: number;
}

/** Graphs that count, and what they have counted so far. */
export interface CountedGraphs {
  graphs: ClassifierGraphs;
  counts: PassCounts;
  /** Adds passes that other graphs have made. */
  add(texts: number, tokens: number, gradients: boolean): void;
  /** Looks at the memory now, and perhaps at bytes that were held a moment ago. */
  weigh(more?: number): void;
}

/** Texts that are predicted at a time where nothing is said, as in `ClassifierGraphs`. */
const predictBatch = 64;

/** The same graphs under a counter; dispose of the originals only. */
export function countPasses(graphs: ClassifierGraphs): CountedGraphs {
  const counts: PassCounts = { forwards: 0, backwards: 0, tokens: 0, peakBytes: 0 };
  const add = (texts: number, tokens: number, gradients: boolean) => {
    counts.forwards += texts;
    counts.tokens += tokens;
    if (gradients) counts.backwards += texts;
  };
  const weigh = (more = 0) => {
    counts.peakBytes = Math.max(counts.peakBytes, tf.memory().numBytes + more);
  };
  const addInput = (input: ClassifierInput, gradients: boolean) => {
    const [texts, length] = input.mask.shape;
    add(texts, texts * length, gradients);
  };
  const counted: ClassifierGraphs = {
    ...graphs,
    step: (loss) => countStep(graphs.step(loss), ({ input }) => addInput(input, true), weigh),
    labelLogProbs(params, input, labels) {
      addInput(input, false);
      return graphs.labelLogProbs(params, input, labels);
    },
    async logProbs(params, inputs, options) {
      const { batchSize = predictBatch } = options ?? {};
      add(...placesOf(inputs, batchSize), false);
      const rows = await graphs.logProbs(params, inputs, options);
      weigh();
      return rows;
    },
  };
  return { graphs: counted, counts, add, weigh };
}

/** Texts and token places of a pass over a list in batches, longest first. */
export function placesOf(inputs: ClassifierInputs, batchSize: number): [texts: number, tokens: number] {
  const batches = longestFirstBatches(inputs.encodings, batchSize, inputs.longest);
  const tokens = batches.reduce((sum, { rows, length }) => sum + rows.length * length, 0);
  return [batches.length * batchSize, tokens];
}

function countStep(
  step: TrainingStep<ClassifierBatch>,
  count: (batch: ClassifierBatch) => void,
  weigh: () => void,
): TrainingStep<ClassifierBatch> {
  return {
    ...step,
    take(state, batch, learningRate, seed) {
      const taken = step.take(state, batch, learningRate, seed);
      count(batch);
      weigh();
      return taken;
    },
  };
}
