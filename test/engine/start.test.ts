import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { describeDevice } from "../../src/engine/device";
import { normalTensor, ones, zeros } from "../../src/engine/initialisers";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { tf } from "../../src/engine/tensorflow";
import { stream } from "../../src/random/stream";

const root = path.join(__dirname, "..", "..");

test("starting TensorFlow and compiling with XLA print nothing", () => {
  const program = `
    const { tf } = require("./src/engine/tensorflow.ts");
    const { describeDevice } = require("./src/engine/device.ts");
    if (!describeDevice().xla || tf.scalar(1).add(1).dataSync()[0] !== 2) process.exit(3);`;
  const { TF_CPP_MIN_LOG_LEVEL, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", "tsx/cjs", "-e", program], {
    cwd: root,
    env,
    encoding: "utf8",
  });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
});

test("the device tells versions, where it computes and with how many threads", () => {
  const device = describeDevice();
  expect(device.tensorflow).toMatch(/^2\.\d+\.\d+/);
  expect(device.tfjs).toBe("4.22.0");
  expect(["CPU", "GPU"]).toContain(device.device);
  expect(device.threads).toBeGreaterThanOrEqual(1);
  expect(device.xla).toBe(true);
  expect(tensorsLeft(describeDevice)).toBe(0);
});

test("normalTensor draws from its stream: the same for the same, another for another", () => {
  const draw = (name: string) => Array.from(normalTensor([3, 2], 0.5, stream(1, name)).dataSync());
  expect(draw("a")).toEqual(draw("a"));
  expect(draw("a")).not.toEqual(draw("b"));
  const random = stream(1, "a");
  expect(draw("a")).toEqual(Array.from({ length: 6 }, () => Math.fround(0.5 * random.normal())));
  expect(() => normalTensor([1], -1, random)).toThrow(
    new RangeError("normalTensor: deviation is -1, expected a finite number from 0"),
  );
});

test("zeros and ones are what they say", () => {
  expect([zeros([2]), ones([2])].map((tensor) => Array.from(tensor.dataSync()))).toEqual([
    [0, 0],
    [1, 1],
  ]);
});

test("tensorsLeft counts what is left, now or when a promise is kept", async () => {
  expect(tensorsLeft(() => tf.tidy(() => void tf.scalar(1).add(1)))).toBe(0);
  expect(tensorsLeft(() => [tf.scalar(1), tf.scalar(2)])).toBe(2);
  const later = async () => {
    await new Promise(setImmediate);
    return tf.scalar(3);
  };
  expect(await tensorsLeft(later)).toBe(1);
});
