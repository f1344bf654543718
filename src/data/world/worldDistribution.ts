/** @file A distribution over texts and labels that is known exactly. */
import type { Random } from "../../random/stream";
import type { Example } from "../dataset";
import type { Grammar } from "./grammar";
import { logSumExp } from "./logSpace";
import { createScore } from "./score";
import { zipf } from "./wordProbabilities";
import { checkKnobs, type WorldKnobs } from "./worldKnobs";
import { createWriter } from "./writeText";

/** A text of the world, with what is hidden from a learner. */
export interface WorldText extends Example {
  /** The class that the text was written from; under label noise not always its label. */
  trueLabel: string;
  subtopic: string;
}

/** A distribution over texts x and labels y. Logarithms are natural; labels are in the order of `labels`. */
export interface WorldDistribution {
  labels: readonly string[];
  knobs: WorldKnobs;
  /** Independent draws of text and label. The first n of a longer sample of the same stream are the sample of n. */
  sample(count: number, random: Random): WorldText[];
  /** Independent draws of texts with this label. */
  sampleOfLabel(label: string, count: number, random: Random): WorldText[];
  /** log P(x, y), label noise included. */
  logProb(text: string, label: string): number;
  /** log P(x | y), label noise included. */
  logLikelihood(text: string, label: string): number;
  /** P(y | x), one number per label, label noise included. */
  posterior(text: string): number[];
  /** log P(y | x): also where P(y | x) is too small for a number. */
  logPosterior(text: string, label: string): number;
}

/** How many texts a distribution keeps the scores of, since most are asked about more than once. */
const remembered = 50_000;

/**
 * Makes a distribution.
 *
 *     P(x, y) = P(y) Σ_c N(c | y) P(x | written from c)
 *
 * N is the label noise: the class a text with label y was written from is y itself with probability
 * 1 - labelNoise, its partner with labelNoise * noiseToPartner, and each other class with an equal part of the
 * rest. Where a class has no others than its partner, the partner has the rest as well.
 *
 * @throws RangeError if the knobs are no distribution over this grammar; from the methods, if a label is unknown
 */
export function createDistribution(grammar: Grammar, knobs: WorldKnobs): WorldDistribution {
  checkKnobs(grammar, knobs);
  const { labels } = grammar;
  const prior = knobs.classPrior ?? zipf(labels.length, 0);
  const noise = labels.map((_, label) => writtenFrom(grammar, knobs, label));
  const subtopicPrior = knobs.subtopicPrior ?? zipf(grammar.subtopics[0].length, 0);
  const write = createWriter(grammar, knobs);
  const score = remember(createScore(grammar, knobs), remembered);

  const draw = (label: number, random: Random): WorldText => {
    const from = random.categorical(noise[label]);
    const subtopic = random.categorical(subtopicPrior);
    const text = write(from, subtopic, random);
    return {
      text,
      label: labels[label],
      trueLabel: labels[from],
      subtopic: grammar.subtopics[from][subtopic],
    };
  };
  const logGiven = (text: string, label: number) => {
    return logSumExp(score(text).map((value, from) => value + Math.log(noise[label][from])));
  };
  const logJoint = (text: string, label: number) => Math.log(prior[label]) + logGiven(text, label);
  const logJoints = (text: string) => labels.map((_, label) => logJoint(text, label));
  const logPosterior = (text: string, label: number) => logJoint(text, label) - logSumExp(logJoints(text));
  const find = (label: string) => labelIndex(labels, label);

  return {
    labels,
    knobs,
    sample: (count, random) => Array.from({ length: count }, () => draw(random.categorical(prior), random)),
    sampleOfLabel: (label, count, random) => Array.from({ length: count }, () => draw(find(label), random)),
    logProb: (text, label) => logJoint(text, find(label)),
    logLikelihood: (text, label) => logGiven(text, find(label)),
    posterior(text) {
      const joints = logJoints(text);
      const total = logSumExp(joints);
      return joints.map((joint) => Math.exp(joint - total));
    },
    logPosterior: (text, label) => logPosterior(text, find(label)),
  };
}

/** N(c | label): how often a text with this label was written from each class. */
export function writtenFrom(grammar: Grammar, knobs: WorldKnobs, label: number): number[] {
  const partner = grammar.partner[label];
  const others = grammar.labels.length - 2;
  const toPartner = others > 0 ? knobs.labelNoise * knobs.noiseToPartner : knobs.labelNoise;
  const toOther = others > 0 ? (knobs.labelNoise * (1 - knobs.noiseToPartner)) / others : 0;
  return grammar.labels.map((_, from) => {
    if (from === label) return 1 - knobs.labelNoise;
    return from === partner ? toPartner : toOther;
  });
}

function labelIndex(labels: readonly string[], label: string): number {
  const index = labels.indexOf(label);
  if (index < 0) {
    throw new RangeError(`WorldDistribution: label is "${label}", expected one of ${labels.join(", ")}`);
  }
  return index;
}

function remember<Value>(compute: (text: string) => Value, limit: number): (text: string) => Value {
  const known = new Map<string, Value>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size >= limit) known.clear();
      value = compute(text);
      known.set(text, value);
    }
    return value;
  };
}
