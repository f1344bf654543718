/**
 * Sets everything up, once: node modules, Python environment, TensorFlow addon, Jupyter kernel.
 * Needs nothing but Node, since it runs before the first `npm ci`. A step that is done leaves a stamp of what
 * it was made from; it runs again only when that changes or when an earlier run was cut off before the stamp.
 *
 * usage: node kernels/setup.mjs [--quiet]   (quiet: says nothing where nothing is to be done)
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findCompiler, findDisk, findGpu, findNode, findPython, root, venv, venvPython } from "./machine.mjs";

const quiet = process.argv.includes("--quiet");
const local = path.join(root, ".synthclass");
const tensorflowVersion = "2.21.0";

class Refusal extends Error {}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`setup: ${error.message}`);
  process.exit(1);
}

async function setUp() {
  const began = performance.now();
  const need = (tool) => {
    if (tool.remedy) throw new Refusal(tool.remedy);
    return tool;
  };
  need(findNode());
  const python = need(findPython());
  need(findCompiler());
  need(findDisk());
  mkdirSync(local, { recursive: true });
  const unlock = lock();
  const ran = [];
  try {
    for (const one of [nodeModules(), pythonEnvironment(python)]) await step(one, ran);
    // These two modules come with the project, but read what the first steps installed.
    const { addonStep } = await import("./tensorflow/build.mjs");
    const { kernelspecStep } = await import("./jupyter/kernelspec.mjs");
    for (const make of [() => addonStep({ root, python: venvPython }), () => kernelspecStep({ root })]) {
      await step(refusing(make), ran);
    }
  } finally {
    unlock();
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (ran.length || !quiet) console.log(`setup: ${ran.length ? "done" : "nothing to do"} (${seconds} s)`);
}

/** Makes a step whose failures are refusals of one line: it knows the remedy itself. */
function refusing(make) {
  const refuse = (error) => {
    throw new Refusal(error.message);
  };
  try {
    const one = make();
    return { ...one, run: () => Promise.resolve(one.run()).catch(refuse) };
  } catch (error) {
    return refuse(error);
  }
}

/** Runs one step unless its stamp says that it is done: { name, key, done?(): boolean, run() }. */
async function step({ name, key, done, run }, ran) {
  const stamp = path.join(local, `${name.replaceAll(" ", "-")}.stamp`);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === key && (done?.() ?? true)) return;
  const began = performance.now();
  console.log(`setup: ${name} ...`);
  rmSync(stamp, { force: true });
  await run();
  writeFileSync(`${stamp}.part`, key);
  renameSync(`${stamp}.part`, stamp);
  ran.push(name);
  console.log(`setup: ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

function nodeModules() {
  const modules = path.join(root, "node_modules");
  const files = ["package.json", "package-lock.json", "kernels/tfjs-node/package.json"];
  return {
    name: "node modules",
    key: digest([process.versions.modules, process.platform, process.arch, ...files.map(dependencyText)]),
    done: () => existsSync(path.join(modules, ".package-lock.json")),
    run: () =>
      command(
        "npm",
        ["ci", "--no-progress", "--loglevel=error"],
        "npm ci failed: is the npm registry reachable?",
      ),
  };
}

/** What of a file decides the node modules: of package.json, its dependencies and not its scripts. */
function dependencyText(file) {
  const text = readFileSync(path.join(root, file), "utf8");
  if (file !== "package.json") return text;
  const { dependencies, devDependencies, overrides } = JSON.parse(text);
  return JSON.stringify({ dependencies, devDependencies, overrides });
}

function pythonEnvironment(python) {
  const requirements = path.join(root, "kernels", "requirements.txt");
  const tensorflow = `${tensorflowPackage()}==${tensorflowVersion}`;
  return {
    name: "python environment",
    key: digest([python.found, tensorflow, readFileSync(requirements, "utf8"), root]),
    done: () => existsSync(venvPython),
    run() {
      // A half-made environment is not worth repairing: pip's cache makes a new one quick.
      rmSync(venv, { recursive: true, force: true });
      command(python.command, ["-m", "venv", venv], "python -m venv failed");
      const install = ["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"];
      command(
        venvPython,
        [...install, "-r", requirements, tensorflow],
        "pip failed: is the Python package index reachable?",
      );
    },
  };
}

/** The wheel that fits: with CUDA where a GPU answers, the slim one on x64 Linux, else the plain one. */
function tensorflowPackage() {
  if (process.platform === "linux" && findGpu().found) return "tensorflow[and-cuda]";
  return process.platform === "linux" && process.arch === "x64" ? "tensorflow-cpu" : "tensorflow";
}

function command(program, args, refusal) {
  const done = spawnSync(program, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) throw new Refusal(refusal);
}

function digest(parts) {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Holds off a second set-up of the same checkout; a lock whose holder is gone is taken over. */
function lock() {
  const file = path.join(local, "setup.lock");
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    if (holderIsGone(file)) rmSync(file, { force: true });
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  }
  return () => rmSync(file, { force: true });
}

function holderIsGone(file) {
  try {
    process.kill(Number(readFileSync(file, "utf8")), 0);
    return false;
  } catch (error) {
    return error.code !== "EPERM";
  }
}
