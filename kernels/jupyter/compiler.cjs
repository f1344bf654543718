/** @file tslab's converter, which throws where it would only print, and keeps what stack traces need. */
const { editedModules } = require("./editedModules.cjs");
const { createConverter, seen } = require("./tslab.cjs");
const { typeScriptError } = require("./typeScriptError.cjs");

/**
 * @param positions takes the source maps of what is compiled
 * @returns converters, as tslab's executor wants them; nameCell(name), which says what the next cell is called
 */
function createCompiler(positions) {
  const converter = createConverter({ isJS: false, isBrowser: false });
  const edits = editedModules();
  let cellName = "cell";

  /** @throws TypeScriptError if the cell, or a file that it imports, does not compile */
  function convert(declarations, source) {
    seen.maps.clear();
    const compiled = converter.convert(declarations, source);
    if (compiled.diagnostics.length) throw typeScriptError(seen.diagnostics, compiled.diagnostics, cellName);
    for (const { path, data } of compiled.sideOutputs ?? []) positions.add(path, seen.maps.get(data));
    positions.add(cellName, seen.maps.get(compiled.output));
    return {
      ...compiled,
      output: compiled.output && `${compiled.output}\n//# sourceURL=${cellName}`,
      sideOutputs: edits.withDependents(compiled.sideOutputs),
    };
  }

  return {
    converters: { node: { ...converter, convert }, browser: converter, close: converter.close },
    nameCell(name) {
      cellName = name;
    },
  };
}

module.exports = { createCompiler };
