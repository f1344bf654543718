/**
 * @file Makes the folders of `dimp/5.2-real-data` from the files that the benchmarks' authors give out.
 */
import { join } from "node:path";
import type { Example } from "../../data/dataset";
import { readLabelledLines } from "../../data/raw/readLabelledLines";
import { readParaphraseCorpus } from "../../data/raw/readParaphraseCorpus";
import { readPhraseBank } from "../../data/raw/readPhraseBank";
import { readExamples } from "../../data/readExamples";
import { writeFolder } from "../../data/writeFolder";
import { stream } from "../../random/stream";
import { paperSettings } from "./settings";

/** The benchmarks of Table 1, by the word on the command line. */
export const benchmarks: Readonly<Record<string, (source: string) => Record<string, Example[]>>> = {
  financial: financialSplits,
  irony: ironySplits,
  mrpc: paraphraseSplits,
};

/**
 * Writes train, validation and test of a benchmark, and a generated set beside them if there is one.
 *
 * Source:  Kuo et al. 2025, App. H, Table 5: sizes of the splits.
 * Differs: the draws are ours, since the paper's are not published.
 *
 * @param name "financial", "irony" or "mrpc"
 * @param source the folder with the authors' files
 * @param target the folder to write, for `--data`
 * @param synthetic a file of generated texts with the columns text and label, textPair for pairs
 * @throws RangeError if the name is unknown, or a file is not what it should be
 */
export async function benchmarkFolder(
  name: string,
  source: string,
  target: string,
  synthetic?: string,
): Promise<Record<string, number>> {
  if (!Object.hasOwn(benchmarks, name)) {
    throw new RangeError(
      `benchmarkFolder: name is ${name}, expected one of ${Object.keys(benchmarks).join(", ")}`,
    );
  }
  const real = benchmarks[name](source);
  const splits = { ...real };
  if (synthetic !== undefined) splits.synthetic = (await readExamples(synthetic)).examples;
  writeFolder(target, splits);
  return Object.fromEntries(Object.entries(splits).map(([split, examples]) => [split, examples.length]));
}

/** Test, development and training rows of one file, drawn at random: 25, 5 and 70 of 100, as in the paper. */
function financialSplits(source: string): Record<string, Example[]> {
  const all = readPhraseBank(join(source, "Sentences_50Agree.txt"));
  const drawn = stream(0, "dimp/financial").shuffle(all);
  const { test, smallReal } = paperSettings.rows.Financial;
  const scale = Math.min(1, all.length / 4846);
  const [tests, development] = [Math.round(test * scale), Math.round(smallReal * scale)];
  return {
    test: drawn.slice(0, tests),
    validation: drawn.slice(tests, tests + development),
    train: drawn.slice(tests + development),
  };
}

/** TweetEval's splits, of whose validation rows 200 are drawn. */
function ironySplits(source: string): Record<string, Example[]> {
  const names = { "0": "non_irony", "1": "irony" };
  const read = (split: string) =>
    readLabelledLines(join(source, `${split}_text.txt`), join(source, `${split}_labels.txt`), names);
  const { smallReal } = paperSettings.rows["Tweet Irony"];
  return {
    train: read("train"),
    validation: stream(0, "dimp/irony").shuffle(read("val")).slice(0, smallReal),
    test: read("test"),
  };
}

/** The authors' two files; the development rows are drawn from the first. */
function paraphraseSplits(source: string): Record<string, Example[]> {
  const all = stream(0, "dimp/mrpc").shuffle(readParaphraseCorpus(join(source, "msr_paraphrase_train.txt")));
  const { smallReal } = paperSettings.rows.MRPC;
  const development = Math.min(smallReal, Math.floor(all.length / 10));
  return {
    train: all.slice(development),
    validation: all.slice(0, development),
    test: readParaphraseCorpus(join(source, "msr_paraphrase_test.txt")),
  };
}
