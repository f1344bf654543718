import { rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Execution, type KernelClient, root, startKernel } from "./kernelClient";
import { makeWorkFolder } from "./workFolder";

let kernel: KernelClient;
const folder = makeWorkFolder("errors");
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(async () => {
  await kernel.close();
  rmSync(folder, { recursive: true });
});

/** The traceback without colours, one line after the other. */
const traceback = ({ error }: Execution) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
  error?.traceback.map((line) => line.replace(/\u001b\[\d+m/g, ""));

test("a thrown error has its name, its message and a stack of the reader's own lines", async () => {
  await kernel.execute(`interface Settings { depth: number }

/** Fails at depth 0. */
function descend({ depth }: Settings): number {
  if (depth === 0) throw new RangeError("descend: depth is 0, expected 1");
  return descend({ depth: depth - 1 });
}`);
  const { reply: defined } = await kernel.execute("1");
  const cell = `cell[${defined.execution_count - 1}]`;
  const failed = await kernel.execute("\ndescend({ depth: 1 });");
  expect(failed.error).toMatchObject({ ename: "RangeError", evalue: "descend: depth is 0, expected 1" });
  expect(failed.reply).toMatchObject({ status: "error", ...failed.error });
  expect(traceback(failed)).toEqual([
    "RangeError: descend: depth is 0, expected 1",
    `    at descend (${cell}:5:26)`,
    `    at descend (${cell}:6:10)`,
    `    at cell[${failed.reply.execution_count}]:2:1`,
  ]);
});

test("an error in a file of the project names its line of TypeScript, relative to the repository", async () => {
  writeFileSync(
    path.join(folder, "thrower.ts"),
    `export interface Unused {\n  a: number;\n}\n\nexport function fail(): never {\n  throw new TypeError("fail: argument is text, expected a number");\n}\n`,
  );
  const place = path.relative(root, folder);
  const failed = await kernel.execute(`import { fail } from "./${place}/thrower";\n\nfail();`);
  const [message, inFile, inCell] = traceback(failed) ?? [];
  expect(message).toBe("TypeError: fail: argument is text, expected a number");
  expect(inFile).toBe(`    at fail (${place}/thrower.ts:6:9)`);
  expect(inCell).toContain(`    at cell[${failed.reply.execution_count}]:3:`);
});

test("a stack names no internals and no path of the machine, and the message neither", async () => {
  const failed = await kernel.execute(
    'await Promise.resolve();\nrequire("node:fs").readFileSync(process.cwd() + "/absent.txt");',
  );
  expect(failed.error?.evalue).toBe("ENOENT: no such file or directory, open 'absent.txt'");
  const text = traceback(failed)?.join("\n") ?? "";
  expect(text).toContain(`cell[${failed.reply.execution_count}]:2:`);
  for (const word of [root, homedir(), "node:", "tslab", "zeromq", "kernels/jupyter", "evalmachine"]) {
    expect(text).not.toContain(word);
  }
});

test("a type error names code, line and column, and shows the line", async () => {
  const failed = await kernel.execute('const right = 1;\n\nconst wrong: number = "text";');
  const cell = `cell[${failed.reply.execution_count}]`;
  expect(failed.error).toMatchObject({
    ename: "TypeScriptError",
    evalue: `Type 'string' is not assignable to type 'number'. (TS2322, ${cell}:3:7)`,
  });
  expect(traceback(failed)).toEqual([
    "TypeScriptError: Type 'string' is not assignable to type 'number'.",
    `    at ${cell}:3:7 (TS2322)`,
    '      const wrong: number = "text";',
    "            ~~~~~",
  ]);
});

test("a type error in an imported file names that file, also where the message has several lines", async () => {
  writeFileSync(
    path.join(folder, "wrong.ts"),
    "export const pair: { a: { b: number } } =\n  { a: { b: true ? null : undefined } };\nconst shape: { a: { b: number } } = { a: { b: pair } as { b: string } };\nexport { shape };\n",
  );
  const place = `${path.relative(root, folder)}/wrong`;
  const failed = await kernel.execute(`import { pair } from "./${place}";\npair;`);
  expect(failed.error?.ename).toBe("TypeScriptError");
  expect(failed.error?.evalue).toContain(`${place}.ts:3:`);
  expect((await kernel.execute('"alive"')).result).toEqual({ "text/plain": "alive" });
});

test("an error's cause is told after it", async () => {
  const failed = await kernel.execute('throw new Error("outer", { cause: new TypeError("inner") });');
  const lines = traceback(failed) ?? [];
  expect(lines[0]).toBe("Error: outer");
  expect(lines).toContain("Caused by TypeError: inner");
});

test("what is thrown without being an error is shown as it is", async () => {
  const failed = await kernel.execute("throw { reason: 7 };");
  expect(failed.error).toMatchObject({ ename: "Thrown", evalue: "{ reason: 7 }" });
  expect((await kernel.execute("throw undefined;")).error).toMatchObject({
    ename: "Thrown",
    evalue: "undefined",
  });
});

test("a rejection that nobody awaits is told on stderr of its cell", async () => {
  const { stderr, reply } = await kernel.execute(
    'void Promise.reject(new Error("unseen"));\nawait new Promise((done) => setTimeout(done, 50));',
  );
  expect(stderr).toContain("Unhandled rejection: Error: unseen\n    at cell[");
  expect(reply.status).toBe("ok");
});

test("a cell that throws keeps the variables it had given a value, with their types, and no others", async () => {
  await kernel.execute('let later: string = "from before";\nconst early = 0;');
  await kernel.execute(`const early = { steps: 3 };
class Model { constructor(readonly size: number) {} }
function double(value: number) { return 2 * value; }
const model = new Model(7);
throw new Error("after training");
const later = 5;
const missed = 6;`);
  expect((await kernel.execute("double(early.steps) + model.size")).result).toEqual({ "text/plain": "13" });
  expect((await kernel.execute("later.toUpperCase()")).result).toEqual({ "text/plain": "FROM BEFORE" });
  expect((await kernel.execute("missed")).error?.evalue).toContain("Cannot find name 'missed'");
  expect((await kernel.execute("const wrong: string = model.size;")).error?.evalue).toContain("TS2322");
  expect((await kernel.execute("new Model(double(2)).size")).result).toEqual({ "text/plain": "4" });
});

test("a display method that throws makes its cell fail", async () => {
  const { error } = await kernel.execute(
    '({ [Symbol.for("Jupyter.display")]() { throw new Error("cannot draw"); } })',
  );
  expect(error).toMatchObject({ ename: "Error", evalue: "cannot draw" });
});
