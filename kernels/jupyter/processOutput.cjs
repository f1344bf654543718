/** @file What code in cells finds in the process: standard streams, and two doors for libraries. */
const { writeSync } = require("node:fs");
const { Writable } = require("node:stream");
const { inspect } = require("node:util");
const { withoutMachinePaths } = require("./places.cjs");
const { connectDisplay } = require("./tslab.cjs");

/**
 * Connects what JavaScript prints and shows with the cell that does so.
 *
 * @param currentCell finds the cell whose code runs, or undefined before the first
 */
function connectProcess(currentCell) {
  redirect("stdout", 1, currentCell);
  redirect("stderr", 2, currentCell);

  const display = (bundle, update) => {
    const cell = currentCell();
    if (!cell) throw new Error("display: no cell has run, expected to be called from a cell");
    cell.display(bundle, update);
  };
  globalThis[Symbol.for("synthclass.display")] = display;
  globalThis[Symbol.for("synthclass.abortSignal")] = () =>
    currentCell()?.signal ?? new AbortController().signal;
  connectDisplay(display);

  const tell = (what) => (error) => {
    process.stderr.write(withoutMachinePaths(`${what}: ${error?.stack ?? inspect(error)}\n`));
  };
  process.on("uncaughtException", tell("Uncaught"));
  process.on("unhandledRejection", tell("Unhandled rejection"));
}

/**
 * Puts a stream that writes to cells in the place of `process.stdout` or `process.stderr`. The real one is not
 * even opened: that would make a pipe shared with Jupyter non-blocking, and Jupyter would lose lines of its own.
 * Native code writes past it, so TensorFlow's log lines stay on the terminal.
 */
function redirect(name, descriptor, currentCell) {
  const stream = new Writable({
    write(bytes, _encoding, done) {
      const cell = currentCell();
      if (cell) cell.write(name, bytes);
      else writeSync(descriptor, bytes);
      done();
    },
  });
  Object.defineProperty(process, name, { configurable: true, enumerable: true, value: stream });
}

module.exports = { connectProcess };
