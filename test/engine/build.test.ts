import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const root = path.join(__dirname, "..", "..");
const build = (env: NodeJS.ProcessEnv) =>
  spawnSync(process.execPath, ["kernels/tensorflow/build.mjs"], { cwd: root, env, encoding: "utf8" });

test("the addon that is there is the one that these sources, this compiler and this TensorFlow make", () => {
  expect(build(process.env)).toMatchObject({ status: 0, stdout: "addon: up to date\n", stderr: "" });
});

test("without a compiler the build says in one line how to get one", () => {
  const { status, stdout, stderr } = build({ PATH: "/nowhere" });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^addon: a C\+\+17 compiler is absent: .+\n$/);
});
