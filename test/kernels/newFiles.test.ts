import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KernelClient, root, startKernel } from "./kernelClient";
import { makeWorkFolder } from "./workFolder";

let kernel: KernelClient;
const folder = makeWorkFolder("new-files");
const importPath = (name: string) =>
  `./${path.relative(root, path.join(folder, name)).replaceAll(path.sep, "/")}`;
beforeAll(async () => {
  kernel = await startKernel();
});
afterAll(async () => {
  await kernel.close();
  rmSync(folder, { recursive: true });
});

test("files that appear and go beside imported ones stop no cell, and can be imported then", async () => {
  writeFileSync(
    path.join(folder, "first.ts"),
    'import { two } from "./second";\nexport const sum = 1 + two;\n',
  );
  const missing = await kernel.execute(`import { sum } from "${importPath("first")}"; sum`);
  expect(missing.error?.evalue).toContain("Cannot find module './second'");
  writeFileSync(path.join(folder, "second.ts"), "export const two = 2;\n");
  writeFileSync(path.join(folder, "third.ts"), "export const three = 3;\n");
  await wait(1000);
  expect((await kernel.execute("1 + 1")).result).toEqual({ "text/plain": "2" });
  rmSync(path.join(folder, "third.ts"));
  await wait(1000);
  const found = await kernel.execute(`import { sum } from "${importPath("first")}"; sum`);
  expect(found.error).toBeUndefined();
  expect(found.result).toEqual({ "text/plain": "3" });
});
