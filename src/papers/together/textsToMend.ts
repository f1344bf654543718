/** @file The texts that something is to be done about, and those that can be had in their place. */

import type { Example } from "../../data/dataset";
import type { StageCache } from "../../experiments/stageCache";
import { stream } from "../../random/stream";
import { argMax } from "../../statistics/argMax";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { stageInputs } from "../u-dpo/stages/stageInputs";
import type { WorldPrompt } from "../world/worldPrompt";
import { type AskedSet, askedSet, promptsOf } from "./askedSet";
import { taughtByReal } from "./lesson";
import { type RephraseSettings, togetherClassifier } from "./settings";

/** A generated text with the classes that two judges give it. */
export type JudgedText = Example & {
  /**
   * The likeliest one by the exact posterior of real texts. Of a text such as no real one is, which mixes the subjects
   * of a field, it may say another field with all certainty.
   */
  trueLabel: string;
  /** What a reader says, who goes by words and has seen ten times as many real texts as a run has. */
  readerLabel: string;
};

/** Texts as they were written, judged. */
export type JudgedSet = Omit<AskedSet, "texts"> & { texts: JudgedText[] };

/** Three sets of as many texts, each in the same order: text i of one stands for text i of another. */
export type TextsToMend = {
  /** As they come: topic prompts at temperature 1, the untuned generator. */
  asWritten: JudgedSet;
  /** The same prompts once more. */
  anew: JudgedSet;
  /** The generator is shown each text as it came and asked for another of its class. */
  rephrased: JudgedSet;
};

const way: PromptMethodName = "zero-shot topic";

/** The texts of a run; each set is written once, and read once. */
export async function textsToMend(
  run: PipelineRun,
  cache: StageCache,
  settings: RephraseSettings,
  signal?: AbortSignal,
): Promise<TextsToMend> {
  const { perClass, temperature, topicsAsked } = settings;
  const inputs = [stageInputs(run, "candidates"), perClass, temperature, topicsAsked];
  const sets = await cache("to-mend", inputs, () => writtenSets(run, settings, signal));
  const read = await cache("to-mend-read", inputs, () => readLabels(run, Object.values(sets)));
  const withReader = (set: WrittenSet, labels: readonly string[]): JudgedSet => ({
    ...set,
    texts: set.texts.map((one, at) => ({ ...one, readerLabel: labels[at] })),
  });
  const [asWritten, anew, rephrased] = read;
  return {
    asWritten: withReader(sets.asWritten, asWritten),
    anew: withReader(sets.anew, anew),
    rephrased: withReader(sets.rephrased, rephrased),
  };
}

type WrittenSet = Omit<AskedSet, "texts"> & { texts: Omit<JudgedText, "readerLabel">[] };

async function writtenSets(
  run: PipelineRun,
  { perClass, temperature, topicsAsked }: RephraseSettings,
  signal?: AbortSignal,
) {
  const prompts = await promptsOf(run, way, perClass * run.scene.labels.length, topicsAsked, signal);
  const sampling = { temperature, topP: 1 };
  const random = (part: string) => stream(run.seed, `together/mend ${part}`);
  const ask = async (part: string, asked: typeof prompts) =>
    judged(run, await askedSet(run, asked, { sampling, random: random(part), signal }));
  const asWritten = await ask("as written", prompts);
  const anew = await ask("anew", prompts);
  return { asWritten, anew, rephrased: await ask("rephrased", asWritten.texts.map(asExample)) };
}

/** What the reader says of the texts of each set. */
async function readLabels(
  { scene, seed, texts }: PipelineRun,
  sets: readonly WrittenSet[],
): Promise<string[][]> {
  const { labels } = scene;
  const classifier = togetherClassifier;
  const reader = await taughtByReal({ seed, labels, classifier, real: texts.manyReal });
  const said: string[][] = [];
  for (const set of sets) {
    const rows = await reader.logProbs(set.texts.map(({ text }) => text));
    said.push(rows.map((row) => labels[argMax(row)]));
  }
  return said;
}

/** Asks for another text like this one; an empty one cannot be shown. */
export function asExample({ text, label }: Example): WorldPrompt {
  return { label, demonstrations: text === "" ? [] : [text] };
}

function judged({ seed, scene: { labels, judge } }: PipelineRun, set: AskedSet): WrittenSet {
  const isLikeliest = (text: string, label: string) => judge(text, label, seed).rightClass === 1;
  const texts = set.texts.map((one) => {
    // Most labels are right: they are tried first.
    const trueLabel = [one.label, ...labels].find((label) => isLikeliest(one.text, label)) as string;
    return { ...one, trueLabel };
  });
  return { ...set, texts };
}

/** The real texts that a run has labels for: the first of each class. */
export function firstOfEachClass(
  texts: readonly Example[],
  labels: readonly string[],
  perClass: number,
): Example[] {
  return labels.flatMap((label) => texts.filter((one) => one.label === label).slice(0, perClass));
}
