/** @file Two searches for shortcuts, to look at: a word's association in both sets, and what classifiers make of it alone. */
import { signed, withInterval } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { Example } from "../../data/dataset";
import { type TokenAssociation, tokenAssociation } from "../../evaluation/tokenAssociation";
import { textsByWord } from "../../text/textsByWord";
import { wordClassifier } from "../../training/wordClassifier";
import { strict, suspectWords, usual } from "./shortcut";
import type { Study } from "./study";
import { studyStream } from "./studyStream";

/** A word's association with a label in one of the sets. */
export interface ComparedWord extends TokenAssociation {
  word: string;
  set: "generated" | "real";
  /** Whether the intervals of both sets lie apart, the generated one above. */
  suspect: boolean;
}

/**
 * The suspect words and, for comparison, those that go with a label most surely, each in both sets if both have it.
 *
 * @param most words, suspects first
 */
export function comparedWords(
  generated: readonly Example[],
  real: readonly Example[],
  most: number,
): ComparedWord[] {
  const suspects = suspectWords(generated, real);
  const strongest = tokenAssociation(generated, { z: strict });
  const known = new Map(
    tokenAssociation(real, { least: 1, z: usual }).map((one) => [nameOf(one), one] as const),
  );
  const suspectNames = new Set(suspects.map(nameOf));
  const others = strongest.filter((one) => !suspectNames.has(nameOf(one)) && known.has(nameOf(one)));
  return [...suspects, ...others].slice(0, most).flatMap((one) => {
    const shared = { word: nameOf(one), suspect: suspectNames.has(nameOf(one)) };
    const other = known.get(nameOf(one));
    return [
      { ...one, ...shared, set: "generated" as const },
      ...(other ? [{ ...other, ...shared, set: "real" as const }] : []),
    ];
  });
}

/** The compared words as a table: texts with the word, and the log odds ratio with its interval in both sets. */
export function comparedTable(words: readonly ComparedWord[], caption: string): Table {
  const lines = [...new Set(words.map(({ word }) => word))].map((word) => {
    const [generated, real] = ["generated", "real"].map((set) =>
      words.find((one) => one.word === word && one.set === set),
    );
    return {
      word: generated!.token,
      label: generated!.label,
      texts: `${generated!.within} of it, ${generated!.outside} others`,
      generated: intervalText(generated),
      real: intervalText(real),
      suspect: generated!.suspect ? "yes" : "",
    };
  });
  return table(lines, {
    caption,
    columns: [
      { field: "word" },
      { field: "label", title: "field" },
      { field: "texts", title: "generated texts with it", align: "right" },
      { field: "generated", title: "log odds, generated", align: "right" },
      { field: "real", title: "log odds, real", align: "right" },
      { field: "suspect" },
    ],
    note: `log odds ratio in nats; intervals: ${strict} standard errors for generated texts, ${usual} for real ones`,
  });
}

function intervalText(one: TokenAssociation | undefined): string {
  if (!one) return "in no real text";
  return withInterval({ low: "low", high: "high" }, signed(1))(one.logOdds, { ...one });
}

function nameOf({ token, label }: TokenAssociation): string {
  return `${token}, ${label}`;
}

/** What two classifiers make of a word without a text. */
export interface WordReading {
  word: string;
  label: string;
  /** p(label | the word alone) by a classifier that saw generated texts, and by one that saw real ones. */
  generated: number;
  real: number;
  /** The first minus the second. */
  gap: number;
}

/** Words that fewer texts have are left out: nothing is known of them. */
const least = { generated: 5, real: 3 };

/**
 * Asks a classifier trained on generated texts, and one on real ones, about each word that both know, by falling gap.
 *
 * A word that the first is sure of and the second is not is a shortcut, or too rare among the real texts to say.
 */
export async function wordReadings(
  { tasks: [task], settings }: Pick<Study, "tasks" | "settings">,
  generated: readonly Example[],
  real: readonly Example[],
  seed: number,
): Promise<WordReading[]> {
  const fit = wordClassifier(task.labels, settings.classifier);
  const counts = [generated, real].map((texts) => textsByWord(texts.map(({ text }) => text)));
  const words = [...counts[0].keys()].filter(
    (word) => counts[0].get(word)! >= least.generated && (counts[1].get(word) ?? 0) >= least.real,
  );
  const read = await Promise.all(
    [generated, real].map(async (texts) => {
      const classifier = await fit(texts, studyStream(seed, "learner"));
      return classifier.logProbs(words);
    }),
  );
  const rows = words.flatMap((word, at) =>
    task.labels.map((label, c) => {
      const [ofGenerated, ofReal] = read.map((logProbs) => Math.exp(logProbs[at][c]));
      return { word, label, generated: ofGenerated, real: ofReal, gap: ofGenerated - ofReal };
    }),
  );
  return rows.sort((a, b) => b.gap - a.gap);
}
