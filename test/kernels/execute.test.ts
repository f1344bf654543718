import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { python, root } from "./kernelClient";
import { makeWorkFolder, readNotebook, writeNotebook } from "./workFolder";

const folder = makeWorkFolder("execute");
afterAll(() => rmSync(folder, { recursive: true }));

const script = path.join(root, "kernels", "jupyter", "execute.py");
const env = { ...process.env, JUPYTER_PREFER_ENV_PATH: "1" };
const execute = (...words: string[]) =>
  spawnSync(python, [script, ...words], { cwd: root, env, encoding: "utf8" });

test("notebooks at two depths run, say so cell by cell, and what they held before leaves no trace", () => {
  const files = ["one.ipynb", "deep/er/two.ipynb"].map((name) => path.join(folder, name));
  for (const file of files) {
    writeNotebook(file, [
      'import { mean } from "./src/statistics/mean";\nconsole.log("a"); console.error("b"); console.log("c");',
      "mean([1, 2, 6])",
    ]);
  }
  // As another front end left it, a year ago.
  const used = readNotebook(files[1]);
  used.metadata.language_info = { name: "typescript", version: "3.7.2" };
  used.cells[0].metadata = { execution: { "iopub.status.busy": "2025-11-21T00:00:00Z" }, collapsed: true };
  used.cells[1].outputs = [{ output_type: "stream", name: "stdout", text: "old" }];
  writeFileSync(files[1], JSON.stringify(used));
  const { status, stdout } = execute(...files);
  expect(stdout).toMatch(/one\.ipynb {2}cell 1\/2 {2}[\d.]+ s\n.*cell 2\/2.*\n.*two\.ipynb {2}cell 1\/2/);
  expect(stdout).toMatch(/2 of 2 notebooks ran clean \([\d.]+ s\)\n$/);
  expect(status).toBe(0);
  const saved = files.map((file) => readFileSync(file, "utf8"));
  expect(saved[0]).toBe(saved[1]);
  const { cells, metadata } = readNotebook(files[0]);
  expect(cells.map(({ id }: { id: string }) => id)).toEqual(["cell-1", "cell-2"]);
  const printed = cells[0].outputs.map(({ name, text }: { name: string; text: string[] }) => [
    name,
    text.join(""),
  ]);
  expect(printed).toEqual([
    ["stdout", "a\n"],
    ["stderr", "b\n"],
    ["stdout", "c\n"],
  ]);
  expect(cells[1].outputs[0].data).toEqual({ "text/plain": ["3"] });
  expect(metadata.kernelspec.name).toBe("tslab");
  expect(metadata.language_info.file_extension).toBe(".ts");
});

describe("of notebooks that fail", () => {
  const fails = path.join(folder, "fails.ipynb");
  const paths = path.join(folder, "paths.ipynb");
  const dies = path.join(folder, "dies.ipynb");
  const broken = path.join(folder, "broken.ipynb");
  let said = "";
  beforeAll(() => {
    writeNotebook(fails, [
      'console.log("before")',
      'throw new RangeError("fails: value is 1, expected 2")',
      '"after"',
    ]);
    const notebook = readNotebook(fails);
    notebook.cells[2].outputs = [{ output_type: "stream", name: "stdout", text: "of an earlier run" }];
    writeFileSync(fails, JSON.stringify(notebook));
    writeNotebook(paths, ["1", "console.log(process.cwd())"]);
    writeNotebook(dies, ["process.exit(3)"]);
    writeFileSync(broken, "{");
    const { status, stdout } = execute(fails, paths, dies, broken);
    expect(status).toBe(1);
    expect(stdout).toContain("0 of 4 notebooks ran clean");
    said = stdout;
  });

  test("a failing cell is saved with its error, named, and the cells after it are not run", () => {
    expect(said).toContain("cell 2 (cell-2)\n\u001b[31mRangeError\u001b[39m: fails: value is 1, expected 2");
    const [before, failed, after] = readNotebook(fails).cells;
    expect(before.outputs[0].text).toEqual(["before\n"]);
    expect(failed.outputs[0]).toMatchObject({ output_type: "error", ename: "RangeError" });
    expect(after).toMatchObject({ outputs: [], execution_count: null });
  });

  test("an output with a path of this machine is refused, and nothing is saved", () => {
    expect(said).toContain(`cell 2 (cell-2): an output has the path ${root}, so nothing was saved`);
    expect(readNotebook(paths).cells[0].execution_count).toBe(null);
  });

  test("a kernel that dies, and a file that is no notebook, are told", () => {
    expect(said).toContain("dies.ipynb  FAILED\nthe kernel died");
    expect(said).toContain("broken.ipynb  FAILED\ncannot be read");
  });
});

test("with --keep-files a notebook runs and is left as it is; a path inside a word is none", () => {
  const file = path.join(folder, "kept.ipynb");
  writeNotebook(file, ["1 + 1", 'console.log("square" + require("node:os").homedir());']);
  const before = readFileSync(file, "utf8");
  expect(execute("--keep-files", file).status).toBe(0);
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("Ctrl-C stops a run, leaves the notebook as it was and no kernel behind", async () => {
  const file = path.join(folder, "long.ipynb");
  writeNotebook(file, ["process.ppid", "await new Promise((done) => setTimeout(done, 30_000));"]);
  const before = readFileSync(file, "utf8");
  const run = spawn(python, [script, file], { cwd: root, env });
  const ended = new Promise((resolve) => run.once("exit", resolve));
  let said = "";
  await new Promise<void>((resolve) => {
    run.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("cell 1/2")) resolve();
    });
  });
  run.kill("SIGINT");
  expect(await ended).toBe(130);
  expect(said).toContain("stopped: the notebook that was running is left as it was");
  expect(readFileSync(file, "utf8")).toBe(before);
  const kernels = spawnSync("ps", ["-eo", "ppid,args"], { encoding: "utf8" }).stdout;
  expect(
    kernels
      .split("\n")
      .filter((line) => line.includes("launcher.cjs") && line.trim().startsWith(`${run.pid} `)),
  ).toEqual([]);
});
