/**
 * @file Starts the kernel: tslab's compiler and executor behind a Jupyter server of our own.
 *
 * usage: node kernels/jupyter/launcher.cjs --config-path CONNECTION_FILE   (Jupyter calls it)
 */
const { readFileSync } = require("node:fs");
const { root } = require("./places.cjs");

// Before anything is loaded: cells import "./src/...", whatever folder their notebook is in, and TensorFlow's
// native code reads its log level once.
process.chdir(root);
process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";

const { startKernel } = require("./kernel.cjs");

const file = process.argv[process.argv.indexOf("--config-path") + 1];
let interrupt = () => {};
process.on("SIGINT", () => interrupt());
exitWithParent();
startKernel(JSON.parse(readFileSync(file, "utf8")), root).then((kernel) => {
  interrupt = kernel.interrupt;
});

/** A kernel whose Jupyter was killed would compute on for nobody. */
function exitWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 2000).unref();
}
