import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, startKernel } from "./kernelClient";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await startKernel();
  await kernel.execute('let labels = ["a", "b"];\nlet name = "first";');
});
afterAll(() => kernel.close());

const text = async (code: string) => {
  const { result, error } = await kernel.execute(code);
  return error?.evalue ?? result["text/plain"];
};

test("a shorthand property has the value of an earlier cell's variable, at every depth", async () => {
  expect(await text("({ labels });")).toBe("{ labels: [ 'a', 'b' ] }");
  expect(await text("labels.map((one) => ({ one, name }))[1];")).toBe("{ one: 'b', name: 'first' }");
  expect(await text("const later = () => ({ deep: { name } });\nlater();")).toBe(
    "{ deep: { name: 'first' } }",
  );
});

test("it has the newest value, and a variable of its own cell hides the earlier one", async () => {
  expect(await text('name = "second";\n({ name });')).toBe("{ name: 'second' }");
  expect(await text('((name: string) => ({ name }))("given");')).toBe("{ name: 'given' }");
  expect(await text("const labels = [1];\n({ labels, name });")).toBe("{ labels: [ 1 ], name: 'second' }");
});

test("an earlier cell's variable can be taken out of an object, with a standard value", async () => {
  await kernel.execute("let count = 1;\nlet size = 1;");
  await kernel.execute(
    "const given: { count: number; size?: number } = { count: 7 };\n({ count, size = 9 } = given);",
  );
  expect(await text("[count, size];")).toBe("[ 7, 9 ]");
});

test("an error behind such a property names its own line", async () => {
  const { error } = await kernel.execute(
    "const kept = { labels };\nconst none = undefined as any;\nnone.length;",
  );
  expect(error?.traceback.join("\n")).toMatch(/:3:6/);
});
