/** @file What is judged in Section 4.6 at scale `small`: what three generators wrote, and real texts by which the judge is judged. */
import type { JudgedText } from "../../evaluation/judge";
import { openingSentences } from "../../text/openingSentences";
import { arxivFields } from "./generationSettings";
import { realSets } from "./judgedComparisons";
import type { SmallPipelineSettings } from "./smallPipelineSettings";
import { smallArms } from "./smallRun";
import { type PipelineRun, type RunProgress, writingPrompts } from "./stages/pipelineRun";

/** Texts that are graded together, in the order of the prompts of all sets. */
export interface JudgedSet {
  method: string;
  texts(progress: RunProgress): Promise<JudgedText[]>;
}

/** A class by the name that the prompts have for it. */
export function fieldName(label: string): string {
  return arxivFields[label] ?? label;
}

/**
 * The sets: `perClass` prompts of each class, one text a set for each.
 *
 * A generator's texts are the first that it wrote in the run, copies of its examples and broken-off ones too. Real
 * texts are of the test part, their first sentences, about as long as a written text. Those "of another class" are the
 * same texts, each before the prompt of a class half the list away: what tells the two sets apart is the fit alone.
 */
export function judgedSets(
  run: PipelineRun,
  settings: Pick<SmallPipelineSettings, "run" | "demonstrationTokens">,
  perClass: number,
): JudgedSet[] {
  const { askedPerClass } = settings.run;
  const { labels } = run.scene;
  const before = async (texts: readonly string[], { signal }: RunProgress): Promise<JudgedText[]> => {
    const cut = await cutter(run, settings, signal);
    // The run asked for more of each class: the first rounds of its prompts, not prompts of its own.
    return writingPrompts(run, askedPerClass)
      .slice(0, perClass * labels.length)
      .map(({ label, demonstrations }, at) => ({
        text: texts[at],
        label: fieldName(label),
        demonstrations: demonstrations.map(cut),
      }));
  };
  const real = async (method: string, shift: number, progress: RunProgress, change = asItIs) => {
    const cut = await cutter(run, settings, progress.signal);
    const texts = realRounds(run, perClass, shift, method);
    return before(
      texts.map((text) => change(cut(text))),
      progress,
    );
  };
  const written = Object.values(smallArms(settings.run)).map(
    (arm): JudgedSet => ({
      method: arm.method,
      texts: async (progress) =>
        before(
          (await run.written(arm, askedPerClass, progress)).map(({ text }) => text),
          progress,
        ),
    }),
  );
  const away = Math.max(1, Math.floor(labels.length / 2));
  return [
    ...written,
    { method: realSets.own, texts: (progress) => real(realSets.own, 0, progress) },
    { method: realSets.other, texts: (progress) => real(realSets.other, away, progress) },
    { method: realSets.reversed, texts: (progress) => real(realSets.reversed, 0, progress, reversed) },
  ];
}

/** Real texts of the test part, all classes once, then all again; of the class that stands `shift` places further on. */
function realRounds(
  { scene, texts }: PipelineRun,
  perClass: number,
  shift: number,
  method: string,
): string[] {
  const { labels } = scene;
  const ofLabel = labels.map((label) => texts.test.filter((one) => one.label === label));
  const fewest = Math.min(...ofLabel.map(({ length }) => length));
  if (fewest < perClass) {
    throw new RangeError(
      `judgedSets: a class has ${fewest} test texts for "${method}", expected at least ${perClass}`,
    );
  }
  return Array.from({ length: perClass }, (_, round) =>
    labels.map((_label, at) => ofLabel[(at + shift) % labels.length][round].text),
  ).flat();
}

/** As much of a text as the writers were shown of their examples. */
async function cutter(
  run: PipelineRun,
  { demonstrationTokens }: Pick<SmallPipelineSettings, "demonstrationTokens">,
  signal?: AbortSignal,
): Promise<(text: string) => string> {
  const { decoder } = await run.generator(signal);
  const size = (text: string) => decoder.tokenizer.encodePlain(text).length;
  return (text) => openingSentences(text, demonstrationTokens, size);
}

function asItIs(text: string): string {
  return text;
}

function reversed(text: string): string {
  return text.split(" ").reverse().join(" ");
}
