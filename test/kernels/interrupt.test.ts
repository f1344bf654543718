import { afterAll, beforeAll, expect, test } from "vitest";
import { cellRequest, type Execution, type KernelClient, startKernel } from "./kernelClient";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(() => kernel.close());

/** Starts a cell that prints "going", stops it then, and says how long that took. */
async function stop(
  code: string,
  interrupt = kernel.interrupt,
): Promise<Execution & { stopSeconds: number }> {
  const id = await kernel.send("execute_request", cellRequest(code));
  await kernel.saw(id, "stream");
  const began = performance.now();
  interrupt();
  return { ...(await kernel.finished(id)), stopSeconds: (performance.now() - began) / 1000 };
}

const signal = '(globalThis as any)[Symbol.for("synthclass.abortSignal")]()';
const pause = "await new Promise((done) => setImmediate(done));";

test("a loop that looks at the abort signal stops by itself, and its cell keeps what it computed", async () => {
  const stopped = await stop(`
async function train(signal: AbortSignal) {
  let steps = 0;
  while (!signal.aborted) { steps += 1; ${pause} }
  return steps;
}
setImmediate(() => console.log("going"));
const steps = await train(${signal});
console.log("kept");`);
  expect(stopped.stopSeconds).toBeLessThan(1);
  expect(stopped.stdout).toBe("going\nkept\n");
  expect(stopped.reply.status).toBe("error");
  expect(stopped.error).toMatchObject({
    ename: "KeyboardInterrupt",
    evalue: "the cell was stopped and keeps what it had computed",
  });
  expect((await kernel.execute("steps > 0")).result).toEqual({ "text/plain": "true" });
});

test("a loop that throws when it is asked to stop is told as an interrupt", async () => {
  const { error } = await stop(
    `${pause} console.log("going"); while (true) { ${signal}.throwIfAborted(); ${pause} }`,
  );
  expect(error).toMatchObject({ ename: "KeyboardInterrupt", evalue: "the cell was stopped" });
  expect(error?.traceback).toHaveLength(1);
});

test("an asynchronous loop that does not look at the signal is left within 2 s, and the kernel goes on", async () => {
  const stopped = await stop(
    `${pause} console.log("going"); const end = Date.now() + 6000; while (Date.now() < end) { ${pause} }`,
  );
  expect(stopped.stopSeconds).toBeLessThan(2);
  expect(stopped.error?.ename).toBe("KeyboardInterrupt");
  expect((await kernel.execute('"on"')).result).toEqual({ "text/plain": "on" });
});

test("a synchronous endless loop stops within 2 s, and the kernel goes on", async () => {
  const stopped = await stop('console.log("going"); while (true);');
  expect(stopped.stopSeconds).toBeLessThan(2);
  expect(stopped.error).toMatchObject({ ename: "KeyboardInterrupt", evalue: "the cell was stopped" });
  expect((await kernel.execute('"on"')).result).toEqual({ "text/plain": "on" });
});

test("a stopped loop that goes on in the background keeps its own signal and its own output", async () => {
  const id = await kernel.send(
    "execute_request",
    cellRequest(`${pause}
console.log("going");
const mine = ${signal};
for (let i = 0; i < 30; i++) await new Promise((done) => setTimeout(done, 100));
console.log(mine === ${signal} && mine.aborted ? "still my own signal" : "another signal");`),
  );
  await kernel.saw(id, "stream");
  kernel.interrupt();
  await kernel.finished(id);
  const later = await kernel.execute(
    `console.log(${signal}.aborted); await new Promise((done) => setTimeout(done, 2500));`,
  );
  expect(later.stdout).toBe("false\n");
  const late = kernel.messages.filter(({ parent, type }) => parent === id && type === "stream");
  expect(late.map(({ content }) => content.text).join("")).toBe("going\nstill my own signal\n");
});

test("after an interrupt the cells that wait are aborted", async () => {
  const first = await kernel.send(
    "execute_request",
    cellRequest(`${pause} console.log("going"); while (true) { ${pause} }`),
  );
  const second = await kernel.send("execute_request", cellRequest('"second"'));
  await kernel.saw(first, "stream");
  kernel.interrupt();
  expect((await kernel.finished(first)).error?.ename).toBe("KeyboardInterrupt");
  expect((await kernel.finished(second)).reply).toEqual({ status: "aborted" });
});

test("an interrupt with no cell running does nothing", async () => {
  kernel.interrupt();
  await new Promise((done) => setTimeout(done, 100));
  expect((await kernel.execute('"on"')).result).toEqual({ "text/plain": "on" });
});

test("an interrupt_request stops a cell as the signal does, and is answered", async () => {
  let reply: Promise<unknown> | undefined;
  const stopped = await stop(
    `${pause} console.log("going"); while (true) { ${signal}.throwIfAborted(); ${pause} }`,
    () => {
      reply = kernel.request("interrupt_request", {}, "control");
    },
  );
  expect(stopped.error?.ename).toBe("KeyboardInterrupt");
  expect(await reply).toEqual({ status: "ok" });
});
