import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fromFrame, groupAggregate, groupMean, pivot, toFrame } from "../../src/charts/frame";
import { table } from "../../src/charts/table";

const runs = [
  { data: "MRPC", method: "CE", seed: 0, accuracy: 0.7 },
  { data: "MRPC", method: "CE", seed: 1, accuracy: 0.8 },
  { data: "MRPC", method: "CE", seed: 2, accuracy: 0.6 },
  { data: "MRPC", method: "DIMP", seed: 0, accuracy: 0.9 },
  { data: "Irony", method: "CE", seed: 0, accuracy: 0.5 },
];

test("danfojs-node works on the TensorFlow.js of this project, the same object and the same backend", () => {
  const require = createRequire(__filename);
  const project = require("@tensorflow/tfjs-node-gpu");
  const danfo = require("danfojs-node");
  expect(danfo.tensorflow).toBe(project);
  expect(danfo.tensorflow.backend()).toBe(project.backend());
  expect(project.getBackend()).toBe("tensorflow");
});

test("groupMean takes the mean per group, groups of unequal size and of one included", async () => {
  const means = fromFrame(groupMean(await toFrame(runs), ["data", "method"], ["accuracy"]));
  expect(means.map(({ data, method }) => `${data} ${method}`)).toEqual(["MRPC CE", "MRPC DIMP", "Irony CE"]);
  const values = means.map((row) => row.accuracy_mean as number);
  [0.7, 0.9, 0.5].forEach((value, at) => {
    expect(values[at]).toBeCloseTo(value, 12);
  });
});

test("groupAggregate reduces each column in its own way", async () => {
  const [ce] = fromFrame(
    groupAggregate(await toFrame(runs.slice(0, 3)), ["method"], { accuracy: "max", seed: "count" }),
  );
  expect(ce).toEqual({ method: "CE", accuracy_max: 0.8, seed_count: 3 });
});

test("pivot has a row and a column per value, in order of first appearance", async () => {
  const wide = await pivot(await toFrame(runs.slice(0, 3)), {
    index: "seed",
    columns: "method",
    values: "accuracy",
  });
  expect(fromFrame(wide)).toEqual([
    { seed: 0, CE: 0.7 },
    { seed: 1, CE: 0.8 },
    { seed: 2, CE: 0.6 },
  ]);
});

test("pivot refuses a cell without a value and one with two", async () => {
  const frame = await toFrame(runs);
  await expect(pivot(frame, { index: "data", columns: "seed", values: "accuracy" })).rejects.toThrow(
    new RangeError("pivot: data MRPC has 2 values for seed 0, expected one"),
  );
  await expect(pivot(frame, { index: "seed", columns: "method", values: "accuracy" })).rejects.toThrow(
    RangeError,
  );
});

test("a data frame shows as a table of its rows", async () => {
  const rows = runs.map(({ method, accuracy }) => ({ method, accuracy }));
  expect(String(table(await toFrame(rows)))).toBe(String(table(rows)));
});

test("a frame of rows with a hole, and a group by nothing that is there, are refused", async () => {
  await expect(toFrame([{ a: 1 }, { b: 2 }])).rejects.toThrow(
    new RangeError("toFrame: row 1 has no a, expected a value"),
  );
  const frame = await toFrame(runs);
  expect(() => groupMean(frame, ["metod"], ["accuracy"])).toThrow(
    new RangeError("groupMean: column is metod, expected one of data, method, seed, accuracy"),
  );
});

/** What a program prints and complains of, run by itself in the repository root. */
function run(code: string) {
  const options = { cwd: join(__dirname, "../.."), encoding: "utf8" } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "-e", code], options);
  return { stdout, stderr };
}

test("TensorFlow says nothing when a data frame is what loads it", () => {
  const code = `
    require("./src/charts/frame.ts").toFrame([{ a: 1 }]).then(() => {
      console.log(require("danfojs-node").tensorflow.add(1, 2).arraySync());
    });`;
  expect(run(code)).toEqual({ stdout: "3\n", stderr: "" });
});

test("charts and tables alone load neither TensorFlow nor danfojs-node", () => {
  const code = `
    require("./src/charts/show.ts");
    require("./src/charts/table.ts");
    require("./src/charts/frame.ts");
    console.log(Object.keys(require.cache).filter((file) => /tfjs|danfo/.test(file)).length);`;
  expect(run(code)).toEqual({ stdout: "0\n", stderr: "" });
});
