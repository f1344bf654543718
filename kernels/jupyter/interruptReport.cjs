/** @file What to tell where a person stopped a cell, as the fields of Jupyter's `error` message. */
const { errorReport } = require("./errorReport.cjs");

const name = "KeyboardInterrupt";

/** Whether Node broke off a synchronous cell, which cannot see its abort signal. */
function wasBrokenOff(thrown) {
  return thrown?.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
}

/** Of a cell that ended by itself when it was asked to. */
function stoppedReport() {
  return report("the cell was stopped and keeps what it had computed", []);
}

/**
 * Of a cell that failed when it was asked to stop.
 *
 * @param thrown what the cell threw
 * @param reason the reason of its abort signal
 * @returns {{ename: string, evalue: string, traceback: string[]}}
 */
function interruptReport(thrown, reason) {
  // tslab's own error, thrown where a cell that awaits went on after its time to stop.
  if (thrown?.message === "Interrupted asynchronously") {
    return report(
      "the cell was stopped; what in it does not look at the abort signal goes on in the background",
      [],
    );
  }
  const saysMore = thrown !== reason && !wasBrokenOff(thrown);
  return report("the cell was stopped", saysMore ? ["", ...errorReport(thrown).traceback] : []);
}

function report(message, more) {
  return { ename: name, evalue: message, traceback: [`\u001b[31m${name}\u001b[39m: ${message}`, ...more] };
}

module.exports = { interruptReport, stoppedReport, wasBrokenOff };
