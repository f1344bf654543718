/**
 * Prints what this machine has and, for each thing that is missing, the exact remedy.
 * Exits with 1 where something needed is missing.
 */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import {
  findCompiler,
  findDisk,
  findGpu,
  findNode,
  findPython,
  output,
  root,
  venv,
  venvPython,
} from "./machine.mjs";

const setUp = "npm run setup";
const needed = [
  ["Node", findNode()],
  ["Python", findPython()],
  ["compiler", findCompiler()],
  ["node modules", present("node_modules/.package-lock.json", "installed")],
  ["TensorFlow", tensorflow()],
  ["addon", addon()],
  ["JupyterLab", jupyterLab()],
  ["kernelspec", kernelspec()],
  ["free disk", findDisk()],
];
const welcome = [
  ["GPU", findGpu(), "none, computing on the CPU"],
  ["models", models(), "none fetched: npm run models -- list"],
];

for (const [name, { found, remedy }] of needed)
  console.log(line(remedy ? "missing" : "ok", name, remedy ?? found));
for (const [name, { found }, otherwise] of welcome)
  console.log(line(found ? "ok" : "-", name, found ?? otherwise));
process.exit(needed.some(([, { remedy }]) => remedy) ? 1 : 0);

function line(mark, name, text) {
  return `${mark.padEnd(8)} ${name.padEnd(13)} ${text}`;
}

function present(file, found) {
  return existsSync(path.join(root, file)) ? { found } : { remedy: setUp };
}

function tensorflow() {
  const version =
    "import importlib.metadata as m; print([d.metadata['Name'] + ' ' + d.version for d in m.distributions() if d.metadata['Name'] in ('tensorflow', 'tensorflow_cpu', 'tensorflow-cpu')][0])";
  const found = output(venvPython, ["-c", version]);
  return found ? { found } : { remedy: setUp };
}

/** Loads the addon for real: a file that is there but does not load is missing, too. */
function addon() {
  if (!existsSync(path.join(root, "node_modules"))) return { remedy: setUp };
  const load =
    "const tf = require('@tensorflow/tfjs-node-gpu'); tf.scalar(1).add(1).dataSync()[0] === 2 && console.log(tf.backend().isUsingGpuDevice ? 'computes on the GPU' : 'computes on the CPU')";
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3" };
  const found = output(process.execPath, ["-e", load], { cwd: root, env });
  return found
    ? { found: found.split("\n").at(-1) }
    : { remedy: `the TensorFlow addon does not load: rm -r node_modules && ${setUp}` };
}

function jupyterLab() {
  const found = output(path.join(venv, "bin", "jupyter-lab"), ["--version"]);
  return found ? { found } : { remedy: setUp };
}

function kernelspec() {
  const listed = output(path.join(venv, "bin", "jupyter"), ["kernelspec", "list", "--json"]);
  const specs = listed ? JSON.parse(listed.slice(listed.indexOf("{"))).kernelspecs : {};
  return specs.tslab ? { found: specs.tslab.spec.display_name } : { remedy: setUp };
}

function models() {
  const folder = process.env.SYNTHCLASS_MODELS ?? path.join(root, ".synthclass", "models");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith(".")) : [];
  return { found: names.length ? names.join(", ") : undefined };
}
