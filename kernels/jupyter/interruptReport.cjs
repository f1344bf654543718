/** @file What to tell where a person stopped a cell, as the fields of Jupyter's `error` message. */
const { errorReport } = require("./errorReport.cjs");

const name = "KeyboardInterrupt";

/** Whether a cell failed because it was stopped. A synchronous one cannot see its signal: Node breaks it off. */
function wasInterrupted(thrown, signal) {
  return signal.aborted || isBreak(thrown);
}

/**
 * @param thrown what the cell threw when it was stopped, or nothing where it ended by itself
 * @returns {{ename: string, evalue: string, traceback: string[]}}
 */
function interruptReport(...thrown) {
  const message = messageOf(...thrown);
  const heading = `\u001b[31m${name}\u001b[39m: ${message}`;
  const [error, signal] = thrown;
  const told = thrown.length === 0 || error === signal.reason || isBreak(error) || isAbandoned(error);
  return {
    ename: name,
    evalue: message,
    traceback: told ? [heading] : [heading, "", ...errorReport(error).traceback],
  };
}

function messageOf(...thrown) {
  if (thrown.length === 0) return "the cell was stopped and keeps what it had computed";
  if (isAbandoned(thrown[0])) {
    return "the cell was stopped; what in it does not look at the abort signal goes on in the background";
  }
  return "the cell was stopped";
}

function isBreak(thrown) {
  return thrown?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

/** tslab's own error, thrown where a cell went on after its second chance. */
function isAbandoned(thrown) {
  return thrown?.message === "Interrupted asynchronously";
}

module.exports = { interruptReport, wasInterrupted };
