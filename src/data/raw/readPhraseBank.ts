/** @file Financial PhraseBank as its authors give it out: one sentence a line, its sentiment behind an @. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Example } from "../dataset";

/**
 * Reads one of the files `Sentences_<share>Agree.txt`.
 *
 * The files are in ISO-8859-1, and a line is cut at its last @.
 *
 * Source: Malo et al. 2014, Section 3 (the annotated sentences); licence CC BY-NC-SA 3.0.
 *
 * @returns the sentences in their order, labelled negative, neutral or positive
 * @throws RangeError if a line has no such label
 */
export function readPhraseBank(file: string): Example[] {
  const lines = readFileSync(file, "latin1").split(/\r?\n/);
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    const at = line.lastIndexOf("@");
    const label = line.slice(at + 1).trim();
    if (at < 0 || !sentiments.has(label)) {
      throw new RangeError(
        `readPhraseBank: ${basename(file)} line ${i + 1} ends in ${JSON.stringify(line.slice(-20))}, ` +
          "expected @negative, @neutral or @positive",
      );
    }
    return [{ text: line.slice(0, at).trim(), label }];
  });
}

const sentiments = new Set(["negative", "neutral", "positive"]);
