/** @file A set of texts that the generator wrote in one of the ways: asked for, answered, read, sorted out. */
import { join } from "node:path";
import type { Example } from "../../../data/dataset";
import type { TextRequest } from "../../../generation/generator";
import { type ParsedAnswer, parseAnswer } from "../../../generation/parsing/parseAnswer";
import type { TextRecord } from "../../../generation/textRecord";
import { writeTexts } from "../../../generation/writeTexts";
import { degenerateText } from "../../../preference/degenerateText";
import { type PromptMethodName, promptMethods } from "../../../text/prompts/promptMethods";
import { type AskedExample, askedExamples } from "../askedExamples";
import { generationSeeds, studyStream } from "../studyStream";
import { listedTopics } from "./listedTopics";
import type { SmallScene } from "./openSmallScene";

/** Why an answer gives no example, if it does not. */
export type Rejection = "no text" | "copy" | "loop";

/** What became of one request. */
export interface WrittenExample {
  asked: AskedExample<Example>;
  /** The example, if the answer gave one. */
  example?: Example;
  rejected?: Rejection;
}

export interface WrittenSet {
  method: PromptMethodName;
  written: WrittenExample[];
  /** Every answer, of pairs first those with first texts. */
  answers: ParsedAnswer[];
  /** Everything that was generated for the set, lists of topics included. */
  records: TextRecord[];
  /** The topics by label; none where the way has no topic. */
  topics: Readonly<Record<string, readonly string[]>>;
}

/** Where the answers are kept, and what stops the writing. */
export interface WritingPlace {
  /** Folder of the ledgers of texts; absent: nothing is kept. */
  folder?: string;
  signal?: AbortSignal;
}

/** A text ends with the quotation mark that its prompt opened, or with the line. */
const stopTexts = ['"', "\n"];

/**
 * Writes a set in one of the ways: topics first where it has them, then texts, then the second texts of pairs.
 *
 * An answer gives an example if a text can be read from it that is no copy of what its prompt showed and does not go
 * round in circles. Of a pair whose first text is none the second is not asked for.
 */
export async function writtenSet(
  scene: SmallScene,
  method: PromptMethodName,
  seed: number,
  place: WritingPlace = {},
): Promise<WrittenSet> {
  const { dataset, settings, prompts } = scene;
  const desk = { scene, method, seed, place };
  const lists = promptMethods[method].topic ? await topicLists(desk) : [];
  const topics = topicsOf(dataset.labels, lists);
  const asking = { labels: dataset.labels, shown: scene.rows(seed).raw, topics };
  const random = studyStream(seed, `small/asked/${method}`);
  const asked = askedExamples(method, settings.synthetic, asking, random);
  const size = prompts.isPair ? settings.tokens.first : settings.tokens.text;
  const requests = asked.map((one) => ({ prompt: prompts.text(method, one), label: one.label }));
  const records = await write(desk, prompts.isPair ? "first" : "text", requests, size);
  const answers = records.map(({ text, finish }) => parseAnswer(text, finish));
  const written = asked.map((one, at) => {
    const shown = one.demonstrations.map(({ text }) => scene.cut(text));
    const text = answers[at].texts[0];
    return sorted(one, text, shown, { text, label: one.label });
  });
  const set = { method, written, answers, records: [...lists, ...records], topics };
  return prompts.isPair ? withSeconds(desk, set) : set;
}

/** The examples of a set. */
export function examplesOf({ written }: WrittenSet): Example[] {
  return written.flatMap(({ example }) => example ?? []);
}

interface Desk {
  scene: SmallScene;
  method: PromptMethodName;
  seed: number;
  place: WritingPlace;
}

function sorted(
  asked: AskedExample<Example>,
  text: string | undefined,
  shown: readonly string[],
  example: Example,
): WrittenExample {
  if (text === undefined) return { asked, rejected: "no text" };
  const degenerate = degenerateText(text, shown);
  if (!degenerate) return { asked, example };
  return { asked, rejected: degenerate === "empty" ? "no text" : degenerate };
}

/** A statement that only repeats its news is a copy, too. */
async function withSeconds(desk: Desk, firsts: WrittenSet): Promise<WrittenSet> {
  const { scene, method } = desk;
  const usable = firsts.written.filter(({ example }) => example);
  const requests = usable.map(({ asked, example }) => ({
    prompt: scene.prompts.second(method, asked, example!.text),
    label: asked.label,
  }));
  const records = await write(desk, "second", requests, scene.settings.tokens.second);
  const answers = records.map(({ text, finish }) => parseAnswer(text, finish));
  const seconds = usable.map(({ asked, example }, at) => {
    const { text, label } = example!;
    const shown = asked.demonstrations.map(({ textPair = "" }) => scene.cut(textPair));
    const textPair = answers[at].texts[0];
    return sorted(asked, textPair, [text, ...shown], { text, textPair, label });
  });
  let next = 0;
  return {
    ...firsts,
    written: firsts.written.map((one) => (one.example ? seconds[next++] : one)),
    answers: [...firsts.answers, ...answers],
    records: [...firsts.records, ...records],
  };
}

async function topicLists(desk: Desk): Promise<TextRecord[]> {
  const { dataset, settings, prompts } = desk.scene;
  const requests = dataset.labels.flatMap((label) =>
    Array.from({ length: settings.topicLists }, () => ({ prompt: prompts.topics(label), label })),
  );
  return write(desk, "topics", requests, settings.tokens.topics, ["\n"]);
}

/** A label for which no topic was listed takes those of all labels. */
function topicsOf(labels: readonly string[], lists: readonly TextRecord[]): Record<string, string[]> {
  const listed = (some: readonly TextRecord[]) =>
    [...new Set(some.flatMap(({ text }) => listedTopics(text)))].sort();
  return Object.fromEntries(
    labels.map((label) => {
      const own = listed(lists.filter((record) => record.label === label));
      return [label, own.length > 0 ? own : listed(lists)];
    }),
  );
}

/** Asks for texts by way of a ledger, so that none is written twice. */
function write(
  { scene, method, seed, place }: Desk,
  part: string,
  asked: readonly Omit<TextRequest, "seed">[],
  maxTokens: number,
  stops: readonly string[] = stopTexts,
): Promise<TextRecord[]> {
  const name = `small-${scene.dataset.name}-${method}-${seed}`.replaceAll(" ", "-");
  const seeds = generationSeeds(asked.length, studyStream(seed, `small/written/${method}/${part}`));
  return writeTexts(
    scene.generator(maxTokens, stops),
    asked.map((one, at) => ({ ...one, seed: seeds[at] })),
    { ledger: place.folder && join(place.folder, `${name}.jsonl`), signal: place.signal },
  );
}
