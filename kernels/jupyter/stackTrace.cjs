/** @file Stack traces that show the reader's code: cells and files of src by their TypeScript lines, no internals. */
const path = require("node:path");
const { root, placeOf } = require("./places.cjs");

const internal = [
  "node_modules/tslab",
  "node_modules/@tslab",
  "node_modules/zeromq",
  path.join("kernels", "jupyter"),
].map((folder) => `${path.join(root, folder)}${path.sep}`);
const deepest = 30;

/**
 * Makes `error.stack` readable in this whole process, whoever prints it.
 *
 * @param positions finds the TypeScript line of a compiled one
 */
function installStackTrace(positions) {
  Error.stackTraceLimit = deepest;
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.map((frame) => frameText(frame, positions)).filter(Boolean);
    return [headline(error), ...lines].join("\n");
  };
}

function headline(error) {
  try {
    return String(error);
  } catch {
    return "Error";
  }
}

function frameText(frame, positions) {
  const file = frame.getFileName();
  if (!file) return `    at ${frame}`;
  if (file.startsWith("node:") || internal.some((folder) => file.startsWith(folder))) return undefined;
  const script = frame.getScriptNameOrSourceURL() ?? file;
  const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
  const place = positions.has(script)
    ? positions.find(script, line, column)
    : `${placeOf(file)}:${line}:${column}`;
  // A function of an earlier cell is called through the object that holds the cells' variables.
  return (
    place &&
    `    at ${String(frame)
      .replace(`${script}:${line}:${column}`, place)
      .replace(/^Proxy\./, "")}`
  );
}

module.exports = { installStackTrace };
