import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, startKernel } from "./kernelClient";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
  await kernel.execute("const pairs = [1, 2];");
  await kernel.execute("pairs.length");
});
afterAll(() => kernel.close());

test("kernel_info says what saved notebooks need", async () => {
  const info = await kernel.request("kernel_info_request", {});
  expect(info).toMatchObject({ status: "ok", protocol_version: "5.3", implementation: "synthclass" });
  expect(info.language_info).toMatchObject({
    name: "typescript",
    version: "5.0.4",
    file_extension: ".ts",
    mimetype: "text/typescript",
    nbconvert_exporter: "script",
    pygments_lexer: "typescript",
  });
});

test("completion knows the variables of earlier cells, and counts in code points", async () => {
  const code = '"😀"; pairs.fla';
  const reply = await kernel.request("complete_request", { code, cursor_pos: [...code].length });
  expect(reply.matches.slice(0, 2)).toEqual(["flat", "flatMap"]);
  expect([...code].slice(reply.cursor_start, reply.cursor_end).join("")).toBe("fla");
});

test("inspection tells a variable's type, and that nothing is known about a number", async () => {
  const reply = await kernel.request("inspect_request", { code: "pairs", cursor_pos: 3, detail_level: 0 });
  expect(reply).toMatchObject({ status: "ok", found: true });
  expect(reply.data["text/plain"]).toContain("const pairs: number[]");
  const nothing = await kernel.request("inspect_request", { code: "12", cursor_pos: 1, detail_level: 0 });
  expect(nothing).toMatchObject({ status: "ok", found: false });
});

test("a cell is complete or not", async () => {
  expect(await kernel.request("is_complete_request", { code: "if (true) {" })).toMatchObject({
    status: "incomplete",
  });
  expect(await kernel.request("is_complete_request", { code: "1 + 1" })).toEqual({ status: "complete" });
});

test("history is that of the session", async () => {
  const tail = { hist_access_type: "tail", n: 1, raw: true, output: false };
  expect(await kernel.request("history_request", tail)).toEqual({
    status: "ok",
    history: [[0, 2, "pairs.length"]],
  });
  const range = { hist_access_type: "range", session: 0, start: 1, stop: 2, raw: true, output: false };
  const { history } = await kernel.request("history_request", range);
  expect(history).toEqual([[0, 1, "const pairs = [1, 2];"]]);
});

test("there are no comms, and the reply is of the right type", async () => {
  const id = await kernel.send("comm_info_request", { target_name: "jupyter.widget" });
  const { content } = await kernel.saw(id, "comm_info_reply");
  expect(content).toEqual({ status: "ok", comms: {} });
});

test("a request of an unknown kind does no harm", async () => {
  const id = await kernel.send("no_such_request", {});
  expect((await kernel.execute("1")).reply.status).toBe("ok");
  const states = kernel.messages
    .filter(({ parent }) => parent === id)
    .map(({ content }) => content.execution_state);
  expect(states).toEqual(["busy", "idle"]);
});

test("shutdown is answered with what was asked, and the process ends, whatever timers are left", async () => {
  const other = await startKernel();
  await other.execute("setInterval(() => {}, 1000);");
  const reply = await other.request("shutdown_request", { restart: true }, "control");
  expect(reply).toEqual({ status: "ok", restart: true });
  expect(await other.ended()).toBe(0);
  await other.close();
});
