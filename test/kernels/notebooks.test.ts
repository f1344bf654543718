import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "./kernelClient";
import { writeNotebook } from "./workFolder";

const folder = mkdtempSync(path.join(tmpdir(), "notebooks-"));
for (const name of ["00-start", "dimp/5.10-late", "dimp/5.2-early", "dimp/.ipynb_checkpoints/5.2-early"]) {
  writeNotebook(path.join(folder, `${name}.ipynb`), []);
}
afterAll(() => rmSync(folder, { recursive: true }));

/** These modules run before anything is compiled, so they have no types. */
const load = (module: string) => import(path.join(root, "kernels", module));
const relative = (files: string[]) => files.map((file) => path.relative(folder, file));

test("without names all notebooks are meant, in reading order, and no checkpoint", async () => {
  const { notebookFiles } = await load("notebooks.mjs");
  const all = ["00-start.ipynb", "dimp/5.2-early.ipynb", "dimp/5.10-late.ipynb"];
  expect(relative(notebookFiles([], folder))).toEqual(all);
});

test("a name is a notebook or a folder, with or without the words around it, in the order given", async () => {
  const { notebookFiles } = await load("notebooks.mjs");
  expect(relative(notebookFiles(["dimp/5.10-late", "notebooks/00-start.ipynb"], folder))).toEqual([
    "dimp/5.10-late.ipynb",
    "00-start.ipynb",
  ]);
  expect(relative(notebookFiles(["dimp"], folder))).toEqual(["dimp/5.2-early.ipynb", "dimp/5.10-late.ipynb"]);
});

test("a name that fits no notebook is refused with those that there are", async () => {
  const { notebookFiles } = await load("notebooks.mjs");
  expect(() => notebookFiles(["dimpp"], folder)).toThrow(
    new RangeError("notebooks: name is dimpp, expected one of 00-start, dimp/5.2-early, dimp/5.10-late"),
  );
});

test("the kernelspec is written once, whole, and again when the Node that runs cells changes", async () => {
  const { kernelspecStep, registerKernelspec } = await load("jupyter/kernelspec.mjs");
  expect(registerKernelspec({ root: folder, node: "/opt/node" })).toBe(true);
  expect(registerKernelspec({ root: folder, node: "/opt/node" })).toBe(false);
  expect(registerKernelspec({ root: folder, node: "/opt/other" })).toBe(true);
  const file = path.join(folder, ".venv", "share", "jupyter", "kernels", "tslab", "kernel.json");
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
    argv: [
      "/opt/other",
      path.join(folder, "kernels", "jupyter", "launcher.cjs"),
      "--config-path",
      "{connection_file}",
    ],
    display_name: "TypeScript (synthclass)",
    language: "typescript",
    interrupt_mode: "signal",
  });
  const step = kernelspecStep({ root: folder, node: "/opt/other" });
  expect(step.done()).toBe(true);
  rmSync(file);
  expect(step.done()).toBe(false);
});
