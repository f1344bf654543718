/** @file Texts in one file and their labels in another, line by line, as TweetEval gives them out. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Example } from "../dataset";

/**
 * Reads `train_text.txt` with `train_labels.txt`, or other such pairs.
 *
 * Source: Barbieri et al. 2020, Section 2 (TweetEval); for irony Van Hee et al. 2018, Section 3.
 *
 * @param names what each number in the file of labels stands for, as `{ "0": "non_irony", "1": "irony" }`
 * @throws RangeError if the files have different numbers of lines, a text is empty, or a label has no name
 */
export function readLabelledLines(
  textFile: string,
  labelFile: string,
  names: Readonly<Record<string, string>>,
): Example[] {
  const texts = linesOf(textFile);
  const labels = linesOf(labelFile);
  if (texts.length !== labels.length) {
    throw new RangeError(
      `readLabelledLines: ${basename(labelFile)} has ${labels.length} lines, expected ${texts.length} like ${basename(textFile)}`,
    );
  }
  return texts.map((line, i) => {
    const [text, label] = [line.trim(), names[labels[i].trim()]];
    if (text === "" || label === undefined) {
      throw new RangeError(
        `readLabelledLines: line ${i + 1} has text ${JSON.stringify(text.slice(0, 20))} and label ` +
          `${JSON.stringify(labels[i])}, expected a text and one of ${Object.keys(names).join(", ")}`,
      );
    }
    return { text, label };
  });
}

/** Lines end with LF: other characters that some take for a line's end occur in tweets. */
function linesOf(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines[lines.length - 1] === "" ? lines.slice(0, -1) : lines;
}
