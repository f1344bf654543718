/** @file Paths as a reader may see them: relative to the repository root, and never the machine's. */
const os = require("node:os");
const path = require("node:path");
const { fileURLToPath } = require("node:url");

const root = path.resolve(__dirname, "..", "..");

/** A file as text that is the same on every machine: "src/losses/dpo.ts", or ".../name.js" outside the repository. */
function placeOf(file) {
  const full = file.startsWith("file:") ? fileURLToPath(file) : file;
  if (!path.isAbsolute(full)) return full;
  const relative = path.relative(root, full);
  return relative.startsWith("..") ? `.../${path.basename(full)}` : relative;
}

/** A text with the repository root taken out of its paths and the home directory written as ~. */
function withoutMachinePaths(text) {
  const home = os.homedir();
  const short = text.replaceAll(`${root}${path.sep}`, "").replaceAll(root, ".");
  return home.length > 1 ? short.replaceAll(`${home}${path.sep}`, `~${path.sep}`) : short;
}

module.exports = { root, placeOf, withoutMachinePaths };
