/** @file From a line of compiled JavaScript back to the line of TypeScript that the reader wrote. */
const { SourceMap } = require("node:module");
const { placeOf } = require("./places.cjs");

/** Keeps the source maps of compiled scripts: cells by their name, files by their path. */
function sourcePositions() {
  const compiled = new Map();

  function add(script, maps) {
    if (maps)
      compiled.set(
        script,
        [maps.second, maps.first].map((map) => new SourceMap(map)),
      );
  }

  /** "src/losses/dpo.ts:31:7" for a line and column counted from 1, or nothing where no source line belongs. */
  function find(script, line, column) {
    const [toModule, toSource] = compiled.get(script);
    const place = follow(toSource, follow(toModule, { line: line - 1, column: column - 1 }));
    if (!place) return undefined;
    if (script.endsWith(".js")) {
      return `${placeOf(script).replace(/\.js$/, ".ts")}:${place.line + 1}:${place.column + 1}`;
    }
    // tslab puts one line of its own before a cell, so that line 0 is not the reader's.
    return place.line > 0 ? `${script}:${place.line}:${place.column + 1}` : undefined;
  }

  return { add, find, has: (script) => compiled.has(script) };
}

/** One map back; a line without an entry of its own belongs to none, where the map would name the line before. */
function follow(map, place) {
  if (!place) return undefined;
  const entry = map.findEntry(place.line, place.column);
  if (entry.generatedLine !== place.line) return undefined;
  return { line: entry.originalLine, column: entry.originalColumn };
}

module.exports = { sourcePositions };
