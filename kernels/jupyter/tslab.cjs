/**
 * @file The one door to tslab. Its compiler is looked at while it works: source maps are kept, so that a stack
 * trace names lines that the reader wrote, and whole diagnostics, of which tslab passes on only parts. What
 * tslab compiles, and what it refuses, stays as it is, but for one fault: see `shorthandProperties`.
 */
const { createRequire } = require("node:module");
const { withShorthandProperties } = require("./shorthandProperties.cjs");

const fromTslab = createRequire(require.resolve("tslab/package.json"));
const typescriptFile = fromTslab.resolve("@tslab/typescript-for-tslab");
const typescript = fromTslab(typescriptFile);
const Timeout = setTimeout(() => {}, 0).unref().constructor;
const mapComment = /\n?\/\/# sourceMappingURL=(?:data:[^,]*,)?(\S*)\s*$/;

/** Of the compilation that was last: its diagnostics, and its source maps by compiled text. */
const seen = { diagnostics: [], maps: new Map() };

// tslab gets this copy of the compiler in place of the original; it must be there before tslab is loaded.
require.cache[typescriptFile].exports = {
  ...typescript,
  createWatchCompilerHost: (files, options, ...rest) =>
    withShorthandProperties(
      typescript,
      withTwoTimers(
        typescript.createWatchCompilerHost(files, { ...options, inlineSourceMap: true }, ...rest),
      ),
    ),
  transpileModule: transpileKeepingMaps,
  getPreEmitDiagnosticsOfFiles(...parts) {
    seen.diagnostics = typescript.getPreEmitDiagnosticsOfFiles(...parts);
    return seen.diagnostics;
  },
};

/**
 * tslab keeps one timer of the compiler, that of the next build, and throws at a second. But there is one: where a
 * file appears or goes in a folder that imports were looked for in, the compiler looks again a little later.
 */
function withTwoTimers(host) {
  const { setTimeout: setBuild, clearTimeout: clearBuild } = host;
  return Object.assign(host, {
    setTimeout: (callback, ...rest) =>
      callback.name === "invalidateResolutionsOfFailedLookup"
        ? setTimeout(callback, ...rest).unref()
        : setBuild(callback, ...rest),
    clearTimeout: (timer) => (timer instanceof Timeout ? clearTimeout(timer) : clearBuild(timer)),
  });
}

/** tslab's second step, from modules to CommonJS, with the map of the first step that its input carries. */
function transpileKeepingMaps(text, settings) {
  const embedded = text.match(mapComment)?.[1];
  const plain = text.replace(mapComment, "");
  const compilerOptions = { ...settings.compilerOptions, sourceMap: true };
  const result = typescript.transpileModule(plain, { ...settings, compilerOptions });
  const outputText = result.outputText.replace(mapComment, "");
  if (embedded) {
    const first = JSON.parse(Buffer.from(embedded, "base64").toString());
    seen.maps.set(outputText, { first, second: JSON.parse(result.sourceMapText) });
  }
  return { ...result, outputText };
}

const jupyter = require("tslab/dist/jupyter.js");

module.exports = {
  createConverter: require("tslab/dist/converter.js").createConverter,
  createExecutor: require("tslab/dist/executor.js").createExecutor,
  RequestHandler: jupyter.JupyterHandlerImpl,
  /** Where tslab's own `display` writes to. */
  connectDisplay(write) {
    jupyter.lastWriteDisplayData = write;
  },
  typescript,
  seen,
};
