/** @file What a way of prompting asks for: labels in turn, topics from a list, demonstrations from the real examples. */
import type { Random } from "../../random/stream";
import { type PromptMethodName, promptMethods } from "../../text/prompts/promptMethods";

export interface Asking<Shown> {
  labels: readonly string[];
  /** Real examples that may be shown. */
  shown: readonly Shown[];
  /** The topics that the generator named, by label. */
  topics: Readonly<Record<string, readonly string[]>>;
}

/** One text, or pair of texts, to be asked for. */
export interface AskedExample<Shown> {
  label: string;
  topic?: string;
  demonstrations: readonly Shown[];
}

/**
 * `count` prompts of a method, the labels in turn; the first prompts of a longer list are those of a shorter one.
 *
 * Source:  arXiv 2407.12813, section on methods: topics are listed first and drawn at random; demonstrations are drawn from the real examples.
 * Differs: nothing known.
 *
 * @throws RangeError if a label has fewer texts to show than the method shows, or no topic where the method has one
 */
export function askedExamples<Shown extends { label: string }>(
  method: PromptMethodName,
  count: number,
  asking: Asking<Shown>,
  random: Random,
): AskedExample<Shown>[] {
  const { topic, demonstrations } = promptMethods[method];
  const streams = asking.labels.map((label) => random.child(label));
  const shown = asking.labels.map((label) => asking.shown.filter((one) => one.label === label));
  return Array.from({ length: count }, (_, at) => {
    const which = at % asking.labels.length;
    const label = asking.labels[which];
    const topics = asking.topics[label] ?? [];
    expectEnough(method, label, "texts to show", shown[which].length, demonstrations);
    expectEnough(method, label, "topics", topics.length, topic ? 1 : 0);
    return {
      label,
      ...(topic && { topic: topics[streams[which].integer(topics.length)] }),
      demonstrations:
        demonstrations === 0 ? [] : streams[which].shuffle(shown[which]).slice(0, demonstrations),
    };
  });
}

function expectEnough(method: string, label: string, what: string, count: number, least: number): void {
  if (count >= least) return;
  throw new RangeError(
    `askedExamples: ${label} has ${count} ${what}, expected at least ${least} for ${method}`,
  );
}
