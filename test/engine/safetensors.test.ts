import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { readSafetensors, writeSafetensors } from "../../src/engine/safetensors";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree } from "../../src/engine/tensorTree";
import { golden } from "./golden";

const folder = mkdtempSync(join(tmpdir(), "safetensors-"));
const file = join(folder, "model.safetensors");
afterAll(() => rmSync(folder, { recursive: true }));

const formats = Buffer.from(golden.files.formats, "base64");

/** A file with this header and so many bytes of numbers. */
function fileWith(header: string, bytes = 8): Buffer {
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, Buffer.from(header), Buffer.alloc(bytes)]);
}

/** What reading this content throws, without the file's name; no tensor may be left by it. */
function refusal(content: Buffer): string {
  let message = "nothing was thrown";
  writeFileSync(file, content);
  const read = () => {
    try {
      disposeTree(readSafetensors(file));
    } catch (error) {
      message = (error as Error).message;
    }
  };
  expect(tensorsLeft(read)).toBe(0);
  return message.replace(`readSafetensors: ${file}: `, "");
}

test("every format that Python's safetensors wrote is read to the same numbers", () => {
  writeFileSync(file, formats);
  const params = readSafetensors(file);
  expect(Object.keys(params).sort()).toEqual(Object.keys(golden.files.read).sort());
  for (const [name, tensor] of Object.entries(params)) {
    const expected = [golden.files.read[name]].flat(3).map(Number);
    expect(Array.from(tensor.dataSync()), name).toEqual(
      tensor.dtype === "float32" ? expected.map(Math.fround) : expected,
    );
  }
  expect([params.int64.dtype, params.bfloat16.dtype, params.boolean.dtype]).toEqual([
    "int32",
    "float32",
    "bool",
  ]);
  expect([params.float32.shape, params.scalar.shape]).toEqual([[3, 3], []]);
});

test("what we write equals what Python writes, byte for byte", () => {
  const params = { "a.weight": tf.range(0, 6).reshape([2, 3]), "b.bias": tf.tensor1d([0.5, -1.5]) };
  writeSafetensors(file, params, { format: "pt" });
  expect(readFileSync(file)).toEqual(Buffer.from(golden.files.plain, "base64"));
});

test("what is written is read again: dtypes, shapes, order and bits", () => {
  const params = {
    z: tf.tensor2d([
      [1, Number.NaN],
      [-0, 1e-45],
    ]),
    ids: tf.tensor1d([-5, 2 ** 31 - 1], "int32"),
    flags: tf.tensor1d([true, false, true], "bool"),
    none: tf.zeros([0, 4]),
    one: tf.scalar(3),
  };
  writeSafetensors(file, params);
  const again = readSafetensors(file);
  expect(Object.keys(again)).toEqual(Object.keys(params));
  for (const [name, tensor] of Object.entries(params)) {
    expect([again[name].dtype, again[name].shape]).toEqual([tensor.dtype, tensor.shape]);
    expect(again[name].dataSync()).toEqual(tensor.dataSync());
  }
});

test("writing leaves the file and nothing beside it, also when it is refused", () => {
  writeSafetensors(file, { a: tf.scalar(1) });
  const before = readFileSync(file);
  expect(() => writeSafetensors(file, { text: tf.tensor1d(["a"]) })).toThrow(
    new TypeError("writeSafetensors: text is string, expected float32, int32 or bool"),
  );
  const freed = tf.scalar(1);
  freed.dispose();
  expect(() => writeSafetensors(file, { b: tf.scalar(2), freed })).toThrow();
  expect(readdirSync(folder)).toEqual(["model.safetensors"]);
  expect(readFileSync(file)).toEqual(before);
});

test("a file cut off anywhere is refused", () => {
  expect(refusal(formats.subarray(0, 5))).toBe("file has 5 bytes, expected at least 8");
  expect(refusal(formats.subarray(0, 100))).toMatch(/^header has \d+ bytes, expected at most the file's 92$/);
  expect(refusal(formats.subarray(0, -1))).toMatch(
    /^\w+: data ends at byte \d+ of \d+, expected a file that is not cut off$/,
  );
});

test("a header that is not the format's is refused", () => {
  expect(refusal(fileWith("hello"))).toMatch(/^header is not JSON, expected the safetensors format/);
  expect(refusal(fileWith("[1]"))).toBe("header is not a JSON object, expected the safetensors format");
  expect(refusal(fileWith('{"w":{"dtype":"F32","shape":[2]}}'))).toBe(
    'w: header entry is {"dtype":"F32","shape":[2]}, expected dtype, shape and data_offsets',
  );
  expect(refusal(fileWith('{"w":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}'))).toBe(
    "w: data has 8 bytes, expected 12 for F32 [3]",
  );
  expect(refusal(fileWith('{"w":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}}'))).toBe(
    "w: dtype is F8_E4M3, expected one of F64, F32, F16, BF16, I64, I32, BOOL",
  );
});

test("an integer that does not fit into 32 bits is refused, and what was read before is freed", () => {
  const header =
    '{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"I64","shape":[1],"data_offsets":[8,16]}}';
  const content = fileWith(header, 16);
  content.writeBigInt64LE(2n ** 31n, content.length - 8);
  expect(refusal(content)).toBe("b: element 0 is 2147483648, expected an integer of 32 bits");
});

test("a file that is absent is refused with its name", () => {
  expect(() => readSafetensors(join(folder, "absent"))).toThrow(join(folder, "absent"));
});
