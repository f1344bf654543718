import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, startKernel } from "./kernelClient";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel.close());

const typesOf = (messages: { type: string }[]) => messages.map(({ type }) => type);

test("5,000 lines printed in one tick all arrive, in few messages, and the kernel stays alive", async () => {
  const { stdout, messages, reply } = await kernel.execute(
    'for (let line = 0; line < 5000; line++) console.log("line " + line);',
  );
  expect(stdout).toBe(Array.from({ length: 5000 }, (_, line) => `line ${line}\n`).join(""));
  expect(messages.length).toBeLessThan(40);
  expect(reply.status).toBe("ok");
  expect((await kernel.execute("6 * 7")).result).toEqual({ "text/plain": "42" });
});

test("2,000 displays in one tick all arrive", async () => {
  const { messages } = await kernel.execute(`
const show = (globalThis as any)[Symbol.for("synthclass.display")];
for (let i = 0; i < 2000; i++) show({ data: { "text/plain": String(i) } });`);
  const shown = messages.filter(({ type }) => type === "display_data");
  expect(shown.map(({ content }) => content.data["text/plain"])).toEqual(
    Array.from({ length: 2000 }, (_, i) => String(i)),
  );
});

test("a cell is busy, shows its input, its output, its result, and is idle, in this order", async () => {
  const { messages, reply } = await kernel.execute('console.log("said");\n[1, 2]');
  expect(typesOf(messages)).toEqual(["status", "execute_input", "stream", "execute_result", "status"]);
  expect(messages[0].content.execution_state).toBe("busy");
  expect(messages[1].content.code).toBe('console.log("said");\n[1, 2]');
  expect(messages[3].content.data).toEqual({ "text/plain": "[ 1, 2 ]" });
  expect(messages[3].content.execution_count).toBe(reply.execution_count);
  expect(messages[4].content.execution_state).toBe("idle");
});

test("stdout, stderr and displays keep their order", async () => {
  const { messages } = await kernel.execute(`
import { display } from "tslab";
console.log("one");
console.error("two");
process.stdout.write("three");
display.html("<b>four</b>");
void process.stderr.write(Buffer.from("five é"));`);
  const shown = messages
    .slice(2, -1)
    .map(({ type, content }) => content.text ?? content.data["text/html"] ?? type);
  expect(shown).toEqual(["one\n", "two\n", "three", "<b>four</b>", "five é"]);
});

test("a character cut in two by the bytes it is written in arrives whole", async () => {
  const { stdout } = await kernel.execute(`
const bytes = Buffer.from("ü");
process.stdout.write(bytes.subarray(0, 1));
process.stdout.write(bytes.subarray(1));`);
  expect(stdout).toBe("ü");
});

test("a line printed before a long computation is seen before its end", async () => {
  const id = await kernel.send("execute_request", {
    code: 'console.log("begin"); const end = Date.now() + 1500; while (Date.now() < end);',
    stop_on_error: true,
  });
  await kernel.saw(id, "stream");
  expect(kernel.messages.some(({ parent, type }) => parent === id && type === "execute_reply")).toBe(false);
  await kernel.finished(id);
});

test("text of a timer goes to the cell that set it, also after its end", async () => {
  const first = await kernel.send("execute_request", {
    code: 'setTimeout(() => console.log("late"), 300);',
    stop_on_error: true,
  });
  await kernel.finished(first);
  const second = await kernel.execute(
    'await new Promise((done) => setTimeout(done, 500)); console.log("own");',
  );
  expect(second.stdout).toBe("own\n");
  const late = kernel.messages.filter(({ parent, type }) => parent === first && type === "stream");
  expect(late.map(({ content }) => content.text)).toEqual(["late\n"]);
});

test("an object with a display method is shown as what the method answers, bytes in base64, text added", async () => {
  const { result } = await kernel.execute(`
({
  async [Symbol.for("Jupyter.display")]() {
    return { "text/html": "<b>rich</b>", "image/png": new Uint8Array([1, 2, 3]) };
  },
})`);
  expect(result).toEqual({
    "text/html": "<b>rich</b>",
    "image/png": "AQID",
    "text/plain": "<text/html, image/png>",
  });
});

test("a display with an id is updated in place by a later cell", async () => {
  await kernel.execute(`
const bar = (text: string, update: boolean) =>
  (globalThis as any)[Symbol.for("synthclass.display")](
    { data: { "text/plain": text }, transient: { display_id: "bar" } }, update);
bar("0 of 2", false);`);
  const { messages } = await kernel.execute('bar("2 of 2", true);');
  const update = messages.find(({ type }) => type === "update_display_data");
  expect(update?.content).toEqual({
    data: { "text/plain": "2 of 2" },
    metadata: {},
    transient: { display_id: "bar" },
  });
});

test("a string is its own result, undefined and null are none", async () => {
  expect((await kernel.execute('"two\\nlines"')).result).toEqual({ "text/plain": "two\nlines" });
  expect((await kernel.execute("undefined")).result).toBeUndefined();
  expect((await kernel.execute("null")).result).toBeUndefined();
});

test("an object whose class says how it reads is shown so, any other as Node inspects it", async () => {
  await kernel.execute(
    'class Grade { constructor(readonly value: number) {} toString() { return "grade " + this.value; } }',
  );
  expect((await kernel.execute("new Grade(2)")).result).toEqual({ "text/plain": "grade 2" });
  expect((await kernel.execute("new Map([[1, [2]]])")).result).toEqual({
    "text/plain": "Map(1) { 1 => [ 2 ] }",
  });
  expect((await kernel.execute('new URL("http://a/b").pathname')).result).toEqual({ "text/plain": "/b" });
  expect((await kernel.execute("Object.create(null)")).result).toEqual({
    "text/plain": "[Object: null prototype] {}",
  });
});

test("a silent request computes but shows no input and no result, and is not counted", async () => {
  const before = (await kernel.execute("1")).reply.execution_count;
  const { messages } = await kernel.execute("globalThis.process.title = 'silent'; 2", { silent: true });
  expect(typesOf(messages)).toEqual(["status", "status"]);
  const { reply, result } = await kernel.execute("process.title");
  expect(result).toEqual({ "text/plain": "silent" });
  expect(reply.execution_count).toBe(before + 1);
});

test("what native code writes to the terminal does not reach a cell", async () => {
  const { messages } = await kernel.execute('void require("node:fs").writeSync(2, "native noise\\n");');
  expect(typesOf(messages)).toEqual(["status", "execute_input", "status"]);
});
