/**
 * @file One writer held to one way to ask: how surprised it is by held-out texts, and what it writes itself.
 */
import type { World } from "../../data/world/world";
import { type Random, stream } from "../../random/stream";
import { mean } from "../../statistics/mean";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import type { Tokenizer } from "../../text/tokenizer";
import { askedPrompts } from "./askedPrompts";
import type { PageLaw } from "./pageLaw";
import { textFacts } from "./textFacts";
import { worldCompletion } from "./worldPrompt";
import type { Writer } from "./writers";

/** How many texts each seed asks for and looks at, by way to ask. */
export type MeasureSizes = {
  /** Texts written for each class. */
  perClass: number;
  /** Held-out pages of each form. */
  pages: number;
};

/** What a writer is measured with. */
export interface MeasurePlace {
  world: World;
  law: PageLaw;
  tokenizer: Tokenizer;
  sizes: MeasureSizes;
}

/**
 * The writer's numbers for one way to ask and one seed; the same prompts and pages for every writer.
 *
 * @throws the signal's reason if it is aborted
 */
export async function measureWriter(
  place: MeasurePlace,
  form: PromptMethodName,
  writer: Writer,
  seed: number,
  signal: AbortSignal,
): Promise<Record<string, number>> {
  const random = stream(seed, `world/pretrain/${form}`);
  const asked = askedPrompts(place.world, form, place.sizes.perClass, random.child("prompts"));
  const prompts = asked.map(({ prompt }) => prompt);
  const written = await writer.write(prompts, seed, signal);
  const lookAt = textFacts(place.world);
  const facts = asked.map(({ prompt, subtopic }, at) => {
    const found = lookAt(prompt, written[at]);
    return { ...found, label: prompt.label, onSubtopic: found.subtopic === subtopic };
  });
  const byClass = place.world.grammar.labels.map((label) => {
    const own = facts.filter((fact) => fact.label === label);
    return [`fidelity of ${label}`, share(own.map(({ rightClass }) => rightClass))];
  });
  return {
    natsPerToken: await natsPerToken(place, form, writer, random.child("held out"), signal),
    fidelity: share(facts.map(({ rightClass }) => rightClass)),
    classProbability: mean(facts.map(({ classProbability }) => classProbability)),
    accepted: share(facts.map(({ accepted }) => accepted)),
    onSubtopic: share(facts.map(({ onSubtopic }) => onSubtopic)),
    copied: share(facts.map(({ copied }) => copied)),
    different: new Set(written).size / written.length,
    ...Object.fromEntries(byClass),
  };
}

/** -log P(text | prompt) over held-out pages of the form, by token of their last texts. */
async function natsPerToken(
  { law, tokenizer, sizes }: MeasurePlace,
  form: PromptMethodName,
  writer: Writer,
  random: Random,
  signal: AbortSignal,
): Promise<number> {
  const pages = Array.from({ length: sizes.pages }, () => law.sample(random, form));
  const texts = pages.map(({ text }) => text);
  const surprises = await writer.surprise(
    pages.map(({ prompt }) => prompt),
    texts,
    signal,
  );
  return sum(surprises) / sum(texts.map((text) => tokenizer.encodePlain(worldCompletion(text)).length));
}

function share(of: readonly boolean[]): number {
  return of.filter((holds) => holds).length / of.length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
