/** @file The texts that something is to be done about, and those that can be had in their place. */
import type { Example } from "../../data/dataset";
import type { StageCache } from "../../experiments/stageCache";
import { stream } from "../../random/stream";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { PipelineRun } from "../u-dpo/stages/pipelineRun";
import { stageInputs } from "../u-dpo/stages/stageInputs";
import type { WorldPrompt } from "../world/worldPrompt";
import { type AskedSet, askedSet, promptsOf } from "./askedSet";
import type { RephraseSettings } from "./settings";

/** A text with the class that a careful reader would give it: the likeliest one by the exact posterior. */
export type JudgedText = Example & { trueLabel: string };

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

/** The texts of a run; each set is written once. */
export function textsToMend(
  run: PipelineRun,
  cache: StageCache,
  { perClass, temperature, topicsAsked }: RephraseSettings,
  signal?: AbortSignal,
): Promise<TextsToMend> {
  const inputs = [stageInputs(run, "candidates"), perClass, temperature, topicsAsked];
  return cache("to-mend", inputs, async () => {
    const prompts = await promptsOf(run, way, perClass * run.scene.labels.length, topicsAsked, signal);
    const sampling = { temperature, topP: 1 };
    const random = (part: string) => stream(run.seed, `together/mend ${part}`);
    const ask = async (part: string, asked: typeof prompts) =>
      judged(run, await askedSet(run, asked, { sampling, random: random(part), signal }));
    const asWritten = await ask("as written", prompts);
    const anew = await ask("anew", prompts);
    const shown = asWritten.texts.map(asExample);
    return { asWritten, anew, rephrased: await ask("rephrased", shown) };
  });
}

/** Asks for another text like this one; an empty one cannot be shown. */
export function asExample({ text, label }: Example): WorldPrompt {
  return { label, demonstrations: text === "" ? [] : [text] };
}

function judged({ scene: { labels, judge } }: PipelineRun, set: AskedSet): JudgedSet {
  const isLikeliest = (text: string, label: string) => judge(text, label).rightClass === 1;
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
