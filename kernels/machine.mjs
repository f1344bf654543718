/**
 * What this machine has: Node, Python, a compiler, a GPU, free disk.
 * Every finder answers with what it found, or with the one command that remedies its absence.
 */
import { spawnSync } from "node:child_process";
import { existsSync, statfsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const venv = path.join(root, ".venv");
export const venvPython = path.join(venv, "bin", "python");

const oldestNode = [20, 19];
// TensorFlow 2.21 has wheels for these, and for no others.
const pythonMinors = [13, 12, 11, 10];

/** Runs a command to its end and gives back its trimmed standard output, or undefined where it fails or is absent. */
export function output(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], ...options });
  return done.status === 0 ? done.stdout.trim() : undefined;
}

export function findNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  const recent = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1]);
  return recent
    ? { found: `${version}` }
    : {
        remedy: `Node is ${version}, expected ${oldestNode.join(".")} or later: install it from nodejs.org or with nvm`,
      };
}

/** A Python that TensorFlow has wheels for, with the venv and ensurepip modules. */
export function findPython() {
  const candidates = ["python3", ...pythonMinors.map((minor) => `python3.${minor}`)];
  let withoutVenv;
  const seen = [];
  for (const command of candidates) {
    const version = output(command, ["-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"]);
    if (!version) continue;
    seen.push(version);
    const [major, minor] = version.split(".").map(Number);
    if (major !== 3 || !pythonMinors.includes(minor)) continue;
    if (output(command, ["-c", "import venv, ensurepip"]) === undefined) withoutVenv ??= `3.${minor}`;
    else return { found: version, command };
  }
  if (withoutVenv) {
    return { remedy: `Python ${withoutVenv} has no venv: sudo apt-get install python${withoutVenv}-venv` };
  }
  const have = seen.length ? `Python is ${[...new Set(seen)].join(", ")}` : "Python is absent";
  const wanted = `3.${pythonMinors.at(-1)} to 3.${pythonMinors[0]}`;
  const install =
    process.platform === "darwin" ? "brew install python@3.12" : "sudo apt-get install python3 python3-venv";
  return { remedy: `${have}, expected ${wanted}: ${install}` };
}

export function findCompiler() {
  for (const command of [process.env.CXX, "g++", "clang++", "c++"].filter(Boolean)) {
    const version = output(command, ["--version"]);
    if (version) return { found: version.split("\n")[0], command };
  }
  const install = process.platform === "darwin" ? "xcode-select --install" : "sudo apt-get install g++";
  return { remedy: `a C++17 compiler is absent: ${install}` };
}

/** The name of the first NVIDIA GPU, or nothing: a GPU is welcome, not needed. */
export function findGpu() {
  return {
    found: output("nvidia-smi", ["--query-gpu=name,driver_version", "--format=csv,noheader"])?.split("\n")[0],
  };
}

export function findDisk(needed = 6) {
  const disk = statfsSync(root);
  const free = (disk.bavail * disk.bsize) / 2 ** 30;
  const found = `${free.toFixed(0)} GiB free`;
  return free >= needed || existsSync(venvPython)
    ? { found }
    : { remedy: `${found}, expected ${needed} GiB: make room on this disk` };
}
