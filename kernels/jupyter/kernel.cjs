/** @file The kernel: sockets, queue and cells put together. */
const { createAnswers } = require("./answers.cjs");
const { createCompiler } = require("./compiler.cjs");
const { createExecution } = require("./execution.cjs");
const { connectProcess } = require("./processOutput.cjs");
const { createRequestQueue } = require("./requestQueue.cjs");
const { createRunner } = require("./runner.cjs");
const { openSockets } = require("./sockets.cjs");
const { sourcePositions } = require("./sourcePositions.cjs");
const { installStackTrace } = require("./stackTrace.cjs");

/**
 * Serves one notebook until it is shut down.
 *
 * @param connection what Jupyter wrote into the connection file
 * @param root the repository root, where imports of cells count from
 * @returns interrupt(), which stops the running cell
 */
async function startKernel(connection, root) {
  const positions = sourcePositions();
  installStackTrace(positions);
  const runner = createRunner(root, createCompiler(positions));
  const queue = createRequestQueue(
    (request) => between(request, () => serve(request)),
    (request) => between(request, () => sockets.reply(request, "execute_reply", { status: "aborted" })),
  );
  const receive = (request) => {
    if (request.channel === "shell") queue.add(request);
    else between(request, () => serve(request));
  };
  const sockets = await openSockets(connection, receive);
  const execution = createExecution({ runner, sockets, beforeError: queue.abort });
  const answers = createAnswers(runner.executor, execution.inputs);
  connectProcess(execution.currentCell);

  async function between(request, work) {
    sockets.publish(request, "status", { execution_state: "busy" });
    await work();
    sockets.publish(request, "status", { execution_state: "idle" });
  }

  function serve(request) {
    if (request.type === "execute_request") return execution.execute(request);
    if (request.type === "interrupt_request") execution.interrupt();
    if (request.type === "shutdown_request") exitSoon();
    const reply = answer(request);
    if (reply) sockets.reply(request, request.type.replace("_request", "_reply"), reply);
  }

  function answer({ type, content }) {
    if (type === "interrupt_request") return { status: "ok" };
    if (type === "shutdown_request") return { status: "ok", restart: content.restart ?? false };
    try {
      return answers[type]?.(content);
    } catch (error) {
      return { status: "error", ename: error.name, evalue: error.message, traceback: [] };
    }
  }

  return { interrupt: execution.interrupt };
}

/** After the reply has left. Timers and handles of cells would keep the process alive. */
function exitSoon() {
  setTimeout(() => process.exit(0), 100);
}

module.exports = { startKernel };
