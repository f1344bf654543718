/** @file tslab's converter, which throws where it would only print, and keeps what stack traces need. */
const { editedModules } = require("./editedModules.cjs");
const { keptDeclarations } = require("./keptDeclarations.cjs");
const { createConverter, seen } = require("./tslab.cjs");
const { typeScriptError } = require("./typeScriptError.cjs");

/**
 * @param positions takes the source maps of what is compiled
 * @returns converters, as tslab's executor wants them; nameCell(name), which says what the next cell is called;
 *   cellFailed(given) and cellSucceeded(), which say what came of it: given are the names it gave a value
 */
function createCompiler(positions) {
  const converter = createConverter({ isJS: false, isBrowser: false });
  const edits = editedModules();
  let cellName = "cell";
  let latest = { before: "", after: "" };
  /** After a failed cell, in place of the declarations that tslab keeps. */
  let kept;

  /** @throws TypeScriptError if the cell, or a file that it imports, does not compile */
  function convert(declarations, source) {
    seen.maps.clear();
    const before = kept ?? declarations;
    latest = { before, after: before };
    const compiled = converter.convert(before, source);
    if (compiled.diagnostics.length) throw typeScriptError(seen.diagnostics, compiled.diagnostics, cellName);
    for (const { path, data } of compiled.sideOutputs ?? []) positions.add(path, seen.maps.get(data));
    positions.add(cellName, seen.maps.get(compiled.output));
    latest = { before, after: compiled.declOutput ?? "" };
    return {
      ...compiled,
      output: compiled.output && `${compiled.output}\n//# sourceURL=${cellName}`,
      sideOutputs: edits.withDependents(compiled.sideOutputs),
    };
  }

  const node = {
    ...converter,
    convert,
    inspect: (declarations, ...rest) => converter.inspect(kept ?? declarations, ...rest),
    complete: (declarations, ...rest) => converter.complete(kept ?? declarations, ...rest),
  };
  return {
    converters: { node, browser: converter, close: converter.close },
    cellFailed(given) {
      kept = keptDeclarations(latest.before, latest.after, given);
    },
    cellSucceeded() {
      kept = undefined;
    },
    nameCell(name) {
      cellName = name;
    },
  };
}

module.exports = { createCompiler };
