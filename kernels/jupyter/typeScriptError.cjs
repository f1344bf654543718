/** @file What the compiler has against a cell, or against a file that it imports, as one error to show. */
const { placeOf } = require("./places.cjs");
const { typescript } = require("./tslab.cjs");

const red = (text) => `\u001b[31m${text}\u001b[39m`;

/**
 * An error whose `report` lists each complaint with its place and the line of source it is about.
 *
 * @param complete the compiler's own diagnostics, with whole messages and files
 * @param kept those that tslab did not set aside (it allows `await` at the top of a cell, for one)
 * @param cellName what to call the cell
 */
function typeScriptError(complete, kept, cellName) {
  const located = complete.filter(({ file }) => file).map((one) => describe(one, cellName));
  const complaints = located.filter(({ line, code }) =>
    kept.some((other) => other.code === code && other.start.line + 1 === line),
  );
  const [first] = complaints;
  const message = first ? `${first.message} (TS${first.code}, ${first.place})` : kept[0].messageText;
  const error = Object.assign(new Error(message), { name: "TypeScriptError" });
  error.report = complaints.flatMap(({ place, code, message, source }) => [
    `${red("TypeScriptError")}: ${message}`,
    `    at ${place} (TS${code})`,
    ...source,
  ]);
  return error;
}

function describe({ file, start, length, messageText, code }, cellName) {
  const inCell = file.fileName.endsWith("__tslab__.ts");
  const { line, character } = typescript.getLineAndCharacterOfPosition(file, start);
  const text = file.text.split("\n")[line];
  // tslab puts one line of its own before a cell.
  const shownLine = inCell ? line : line + 1;
  return {
    code,
    line: shownLine,
    place: `${inCell ? cellName : placeOf(file.fileName)}:${shownLine}:${character + 1}`,
    message: typescript.flattenDiagnosticMessageText(messageText, "\n"),
    source: [`      ${text}`, `      ${underline(text, character, length)}`],
  };
}

function underline(text, character, length) {
  const indent = text.slice(0, character).replace(/[^\t]/g, " ");
  return `${indent}${"~".repeat(Math.max(1, Math.min(length, text.length - character)))}`;
}

module.exports = { typeScriptError };
