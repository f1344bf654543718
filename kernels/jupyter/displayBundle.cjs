/** @file Values as what Jupyter can show: a bundle of MIME types. */
const { inspect } = require("node:util");

const displayMethod = Symbol.for("Jupyter.display");

/**
 * The bundle of a value: what its method `Symbol.for("Jupyter.display")` answers, else its text.
 * A string stands for itself, and so does an object whose class has a toString of its own.
 */
async function bundleOf(value) {
  if (typeof value?.[displayMethod] === "function") return completeData(await value[displayMethod]());
  return { "text/plain": typeof value === "string" || saysItself(value) ? String(value) : inspect(value) };
}

/** Whether the class of an object, and not the language, tells how it reads: a tensor shows its numbers. */
function saysItself(value) {
  if (typeof value !== "object" || inspect.custom in value) return false;
  let prototype = Object.getPrototypeOf(value);
  while (prototype && !Object.hasOwn(prototype, "toString")) prototype = Object.getPrototypeOf(prototype);
  return prototype !== null && !String(prototype.constructor).includes("[native code]");
}

/** Binary parts in base64, and always a text for viewers that show nothing else. */
function completeData(data) {
  const entries = Object.entries(data).map(([type, part]) => [type, encodePart(part)]);
  const complete = Object.fromEntries(entries);
  return "text/plain" in complete
    ? complete
    : { ...complete, "text/plain": `<${Object.keys(complete).join(", ")}>` };
}

function encodePart(part) {
  return part instanceof Uint8Array ? Buffer.from(part).toString("base64") : part;
}

module.exports = { bundleOf, completeData };
