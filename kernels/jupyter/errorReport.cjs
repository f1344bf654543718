/** @file What a cell threw, as the fields of Jupyter's `error` message. */
const { inspect, types } = require("node:util");
const { withoutMachinePaths } = require("./places.cjs");

const red = (text) => `\u001b[31m${text}\u001b[39m`;
const deepestCause = 4;

/** @returns {{ename: string, evalue: string, traceback: string[]}} name, message and stack, free of machine paths */
function errorReport(thrown) {
  const { name, message } = nameAndMessage(thrown);
  const traceback = thrown?.report ?? linesOf(thrown, 0);
  return { ename: name, evalue: withoutMachinePaths(message), traceback: traceback.map(withoutMachinePaths) };
}

/** Anything can be thrown; what is no error is shown as it is. */
function nameAndMessage(thrown) {
  if (!isError(thrown)) return { name: "Thrown", message: inspect(thrown) };
  return { name: String(thrown.name || "Error"), message: String(thrown.message ?? "") };
}

/** Heading, stack, and the same for each cause. */
function linesOf(thrown, depth) {
  const { name, message } = nameAndMessage(thrown);
  const heading = `${red(name)}: ${message}`.split("\n");
  if (!isError(thrown)) return heading;
  const stack = String(thrown.stack ?? "").split("\n");
  const causes = [thrown.cause, ...(thrown.errors ?? [])].filter((cause) => cause !== undefined);
  const told = depth < deepestCause ? causes.flatMap((cause) => linesOf(cause, depth + 1)) : [];
  if (told.length) told[0] = `Caused by ${told[0]}`;
  return [...heading, ...stack.filter((line) => /^ {4}at /.test(line)), ...told];
}

/** An error may come from another realm, where `instanceof` does not know it. */
function isError(thrown) {
  return types.isNativeError(thrown) || thrown instanceof Error;
}

module.exports = { errorReport };
