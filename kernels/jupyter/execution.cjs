/** @file Executes the requests for cells: input, outputs, result or error, reply. */
const { AsyncLocalStorage } = require("node:async_hooks");
const { createCell } = require("./cell.cjs");
const { bundleOf } = require("./displayBundle.cjs");
const { errorReport } = require("./errorReport.cjs");
const { interruptReport, stoppedReport, wasBrokenOff } = require("./interruptReport.cjs");

// How long a cell that was asked to stop may take to do so by itself, and keep what it computed.
const graceMilliseconds = 1000;

/**
 * @param runner from createRunner
 * @param sockets from openSockets
 * @param beforeError awaited before anybody is told that a cell failed, unless its request asks to go on
 * @returns execute(request), interrupt(), currentCell(), inputs: the code of the cells so far
 */
function createExecution({ runner, sockets, beforeError }) {
  const cellOfCode = new AsyncLocalStorage();
  const inputs = [];
  let latest;
  let running;

  async function execute(request) {
    const { code, silent = false, stop_on_error: stopOnError = true } = request.content;
    if (!silent) inputs.push(code);
    const count = inputs.length;
    const cell = createCell((type, content) => sockets.publish(request, type, content));
    if (!silent) cell.publish("execute_input", { code, execution_count: count });
    const report = await cellOfCode.run(cell, () => attempt(cell, { code, silent, count }));
    if (report && stopOnError) await beforeError();
    if (report) cell.publish("error", report);
    cell.flush();
    const outcome = report
      ? { status: "error", ...report }
      : { status: "ok", payload: [], user_expressions: {} };
    sockets.reply(request, "execute_reply", { execution_count: count, ...outcome });
  }

  /** Runs a cell and shows its value; resolves to the report of what went wrong, or to nothing. */
  async function attempt(cell, { code, silent, count }) {
    latest = cell;
    running = cell;
    try {
      const value = await runner.run(code, `cell[${count}]`);
      if (value !== undefined && !silent) {
        cell.publish("execute_result", { execution_count: count, data: await bundleOf(value), metadata: {} });
      }
      return cell.signal.aborted ? stoppedReport() : undefined;
    } catch (error) {
      if (wasBrokenOff(error)) cell.abort();
      return cell.signal.aborted ? interruptReport(error, cell.signal.reason) : errorReport(error);
    } finally {
      running = undefined;
    }
  }

  /** Asks the running cell to stop through its abort signal; one that does not is left behind. */
  function interrupt() {
    const cell = running;
    if (!cell) return;
    if (cell.signal.aborted) {
      runner.interrupt();
      return;
    }
    cell.abort();
    setTimeout(() => {
      if (running === cell) runner.interrupt();
    }, graceMilliseconds);
  }

  /** The cell whose code asks, even after its end; where no cell's code asks, the latest. */
  const currentCell = () => cellOfCode.getStore() ?? latest;

  return { execute, interrupt, currentCell, inputs };
}

module.exports = { createExecution };
