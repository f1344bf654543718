/** @file The replies to all requests but those for cells: what the kernel is, completion, inspection, history. */
const { version } = require("../../package.json");
const { toIndex, toPosition } = require("./codePoints.cjs");
const { RequestHandler, typescript } = require("./tslab.cjs");

/**
 * @param executor tslab's
 * @param inputs the code of the cells so far
 * @returns by type of request, a function from its content to the content of the reply
 */
function createAnswers(executor, inputs) {
  const tslab = new RequestHandler(executor, false);
  return {
    kernel_info_request: () => kernelInfo(tslab.handleKernel()),
    is_complete_request: (content) => tslab.handleIsComplete(content),
    inspect_request: ({ code, cursor_pos }) =>
      tslab.handleInspect({ code, cursor_pos: toIndex(code, cursor_pos) }),
    complete_request: ({ code, cursor_pos }) => {
      const reply = tslab.handleComplete({ code, cursor_pos: toIndex(code, cursor_pos) });
      const [start, end] = [reply.cursor_start, reply.cursor_end].map((index) => toPosition(code, index));
      return { ...reply, cursor_start: start, cursor_end: end };
    },
    history_request: (content) => ({ status: "ok", history: history(inputs, content) }),
    comm_info_request: () => ({ status: "ok", comms: {} }),
  };
}

function kernelInfo(tslab) {
  return {
    ...tslab,
    status: "ok",
    implementation: "synthclass",
    implementation_version: version,
    language_info: {
      ...tslab.language_info,
      version: typescript.version,
      pygments_lexer: "typescript",
      nbconvert_exporter: "script",
    },
    banner: `TypeScript ${typescript.version}, Node ${process.version}`,
    help_links: [],
  };
}

/** Rows [session, line, input]: there is one session, and "tail" asks for its last n lines. */
function history(inputs, { hist_access_type: type, n, start, stop }) {
  const rows = inputs.map((input, index) => [0, index + 1, input]);
  if (type === "tail") return rows.slice(-(n ?? rows.length));
  if (type === "range") return rows.filter(([, line]) => line >= (start ?? 1) && line < (stop ?? Infinity));
  return rows;
}

module.exports = { createAnswers };
