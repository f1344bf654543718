/**
 * Builds the TensorFlow addon: the two sources of @tensorflow/tfjs-node-gpu with addon.cc and loader.cc beside this
 * file, against the TensorFlow wheel of a Python environment. Needs Node, a C++17 compiler and the wheel.
 *
 * usage: node kernels/tensorflow/build.mjs
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { findCompiler } from "../machine.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const library = "synthclass_tensorflow.so";
const loader = "tfjs_binding.node";

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = path.dirname(path.dirname(here));
  try {
    const built = await buildAddon({ root, python: path.join(root, ".venv", "bin", "python") });
    console.log(`addon: ${built ? "built" : "up to date"}`);
  } catch (error) {
    console.error(`addon: ${error.message}`);
    process.exit(1);
  }
}

/** The build as a step of set-up. */
export function addonStep({ root, python }) {
  const plan = planBuild({ root, python });
  return {
    name: "TensorFlow addon",
    key: plan.key,
    done: () => isUpToDate(plan),
    run: () => buildAddon({ root, python }),
  };
}

/**
 * Builds the addon unless it is there, made from the same sources by the same compiler for the same TensorFlow and Node.
 * Answers whether it had to. Throws an Error of one line that says what is missing.
 */
export async function buildAddon({ root, python }) {
  const plan = planBuild({ root, python });
  if (isUpToDate(plan)) return false;
  await compile(plan);
  return true;
}

/** What is built from what, and a key that changes with any of it. */
function planBuild({ root, python }) {
  const compiler = findCompiler();
  if (compiler.remedy) throw new Error(compiler.remedy);
  const modules = path.join(root, "node_modules");
  const binding = path.join(modules, "@tensorflow", "tfjs-node-gpu", "binding");
  if (!existsSync(binding)) throw new Error("@tensorflow/tfjs-node-gpu is absent: npm run setup");
  const tensorflow = findTensorflow(python);
  const headers = findNodeHeaders(modules);
  const sources = [
    ...["addon.cc", "loader.cc", "build.mjs"].map((file) => path.join(here, file)),
    ...["tfjs_backend.cc", "tfjs_binding.cc"].map((file) => path.join(binding, file)),
  ];
  const hash = createHash("sha256");
  for (const file of sources) hash.update(readFileSync(file));
  for (const file of tensorflow.libraries)
    hash.update(`${file} ${statSync(file).size} ${statSync(file).mtimeMs}`);
  hash.update([process.versions.modules, process.platform, process.arch, compiler.found, headers].join());
  return {
    compiler: compiler.command,
    binding,
    tensorflow,
    headers,
    target: path.join(path.dirname(binding), "lib", "napi-v8"),
    key: hash.digest("hex"),
  };
}

function isUpToDate({ target, key }) {
  const stamp = path.join(target, "stamp");
  return (
    [library, loader].every((file) => existsSync(path.join(target, file))) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === key
  );
}

/** Compiles into a folder of its own beside the target, then moves the files over. */
async function compile({ compiler, binding, tensorflow, headers, target, key }) {
  const work = path.join(target, "build");
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const run = (args) => runCompiler(compiler, args, work);
  const flags = ["-O2", "-std=c++17", "-fPIC", "-DNAPI_VERSION=8", `-I${headers}`];
  const withTensorflow = [...flags, `-I${tensorflow.include}`, `-I${binding}`];
  // The package's entry point gets another name: addon.cc calls it.
  const asPackage = [...withTensorflow, "-w", "-Dnapi_register_module_v1=tfjs_register_module"];
  const dynamic = process.platform === "darwin" ? ["-shared", "-Wl,-undefined,dynamic_lookup"] : ["-shared"];
  const origin = process.platform === "darwin" ? "@loader_path" : "$ORIGIN";
  const rpath = `-Wl,-rpath,${origin}/${path.relative(target, tensorflow.folder)}`;
  try {
    await Promise.all([
      run([...asPackage, "-c", path.join(binding, "tfjs_backend.cc"), "-o", "backend.o"]),
      run([...asPackage, "-c", path.join(binding, "tfjs_binding.cc"), "-o", "binding.o"]),
      run([...withTensorflow, "-Wall", "-c", path.join(here, "addon.cc"), "-o", "addon.o"]),
      run([...flags, "-Wall", ...dynamic, path.join(here, "loader.cc"), "-o", loader, "-ldl"]),
    ]);
    const objects = ["backend.o", "binding.o", "addon.o"];
    await run([...dynamic, ...objects, "-o", library, ...tensorflow.libraries, rpath]);
    for (const file of [library, loader]) renameSync(path.join(work, file), path.join(target, file));
    writeFileSync(path.join(work, "stamp"), key);
    renameSync(path.join(work, "stamp"), path.join(target, "stamp"));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function runCompiler(compiler, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(compiler, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (text) => {
      said += text;
    });
    child.on("error", (error) => reject(new Error(`${compiler} does not start: ${error.message}`)));
    child.on("close", (status) => {
      const complaint = said.split("\n").find((line) => /error|cannot|undefined/i.test(line)) ?? said.trim();
      if (status === 0) resolve();
      else reject(new Error(`${compiler} failed: ${complaint}`));
    });
  });
}

/** The wheel's folder, its headers and its two libraries, found without importing it. */
function findTensorflow(python) {
  const find = "import importlib.util as u; print(u.find_spec('tensorflow').submodule_search_locations[0])";
  const found = spawnSync(python, ["-c", find], { encoding: "utf8" });
  if (found.status !== 0) throw new Error(`TensorFlow is absent from ${python}: npm run setup`);
  const folder = found.stdout.trim();
  const names = process.platform === "darwin" ? (name) => `${name}.2.dylib` : (name) => `${name}.so.2`;
  const libraries = ["libtensorflow_cc", "libtensorflow_framework"].map((name) =>
    path.join(folder, names(name)),
  );
  const absent = libraries.find((file) => !existsSync(file));
  if (absent) throw new Error(`${absent} is absent, expected the TensorFlow wheel from PyPI: npm run setup`);
  return { folder, include: path.join(folder, "include"), libraries };
}

/** Where node_api.h is: beside this Node, where distributions put it, or in the package node-api-headers. */
function findNodeHeaders(modules) {
  const places = [
    path.join(path.dirname(realpathSync(process.execPath)), "..", "include", "node"),
    "/usr/include/node",
    "/usr/local/include/node",
    path.join(modules, "node-api-headers", "include"),
  ];
  const found = places.find((place) => existsSync(path.join(place, "node_api.h")));
  if (!found) throw new Error("node_api.h is absent: install the headers of Node (on Debian: libnode-dev)");
  return found;
}
