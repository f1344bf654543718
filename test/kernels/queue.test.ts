import { afterAll, beforeAll, expect, test } from "vitest";
import { cellRequest, type KernelClient, startKernel } from "./kernelClient";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel.close());

/** Sends all before the first can have ended, as Run All does. */
async function sendTogether(cells: (string | object)[]) {
  const requests = cells.map((cell) => (typeof cell === "string" ? cellRequest(cell) : cell));
  const ids = await Promise.all(requests.map((content) => kernel.send("execute_request", content)));
  return Promise.all(ids.map((id) => kernel.finished(id)));
}

for (const [kind, failing] of [
  ["a cell that throws at once", 'throw new Error("first")'],
  [
    "a cell that throws after an await",
    'await new Promise((done) => setTimeout(done, 300)); throw new Error("first")',
  ],
  ["a cell that does not compile", 'const wrong: number = "first";'],
  [
    "a cell that computes without pause",
    'const end = Date.now() + 400; while (Date.now() < end); throw new Error("first")',
  ],
]) {
  test(`after ${kind}, cells already sent are aborted and say so, and later ones run`, async () => {
    const [first, second, third] = await sendTogether([
      failing,
      'console.log("second")',
      'console.log("third")',
    ]);
    expect(first.reply.status).toBe("error");
    for (const aborted of [second, third]) {
      expect(aborted.reply).toEqual({ status: "aborted" });
      expect(aborted.messages.map(({ content }) => content.execution_state)).toEqual(["busy", "idle"]);
    }
    expect((await kernel.execute('"later"')).result).toEqual({ "text/plain": "later" });
  });
}

test("a cell sent in the moment its forerunner's error is seen runs", async () => {
  const first = await kernel.send("execute_request", cellRequest('throw new Error("first")'));
  await kernel.saw(first, "error");
  expect((await kernel.execute('"at once"')).reply.status).toBe("ok");
});

test("with stop_on_error false the cells that wait go on", async () => {
  const going = { ...cellRequest('throw new Error("first")'), stop_on_error: false };
  const [first, second] = await sendTogether([going, '"second"']);
  expect(first.reply.status).toBe("error");
  expect(second.result).toEqual({ "text/plain": "second" });
});

test("each cell is busy only after the one before it is idle", async () => {
  const from = kernel.messages.length;
  await sendTogether(["await new Promise((done) => setTimeout(done, 100)); 1", "2", "3"]);
  const states = kernel.messages.slice(from).filter(({ type }) => type === "status");
  expect(states.map(({ content }) => content.execution_state)).toEqual([
    "busy",
    "idle",
    "busy",
    "idle",
    "busy",
    "idle",
  ]);
});

test("600 cells that wait are all aborted, none is lost", async () => {
  const cells = await sendTogether([
    'await new Promise((done) => setTimeout(done, 1000)); throw new Error("first")',
    ...Array.from({ length: 600 }, () => "1"),
  ]);
  expect(cells.filter(({ reply }) => reply.status === "aborted")).toHaveLength(600);
});
