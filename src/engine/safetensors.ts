/** @file Reads and writes weights in the safetensors format (github.com/huggingface/safetensors, "Format"). */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from "node:fs";
import { numbersOf, type SafetensorsDtype, widthOf } from "./safetensorsNumbers";
import { tf } from "./tensorflow";
import { disposeTree, type Params } from "./tensorTree";

interface Entry {
  dtype: SafetensorsDtype;
  shape: number[];
  data_offsets: [number, number];
}

const longestHeader = 100_000_000;
/** Node reads and writes at most 2 GiB at a time. */
const chunkBytes = 1 << 30;
const writtenDtypes: Record<string, SafetensorsDtype> = { float32: "F32", int32: "I32", bool: "BOOL" };

/**
 * Reads all tensors of a file. F16, BF16 and F64 become float32, I64 becomes int32, BOOL becomes bool.
 *
 * @returns tensors by name, the caller's to free
 * @throws Error naming the file, and the tensor where there is one: if the file is cut off, its header is wrong, a
 *   dtype is none of these, or a 64-bit integer does not fit into 32 bits
 */
export function readSafetensors(file: string): Params {
  const descriptor = openSync(file, "r");
  const params: Params = {};
  try {
    const { entries, begin, length } = readHeader(descriptor, `readSafetensors: ${file}`);
    for (const [name, entry] of Object.entries(entries)) {
      const where = `readSafetensors: ${file}: ${name}`;
      expectEntry(entry, length, where);
      const [from, to] = entry.data_offsets;
      const bytes = new Uint8Array(to - from);
      readFully(descriptor, bytes, begin + from, where);
      const { dtype, values } = numbersOf(entry.dtype, bytes.buffer, where);
      params[name] = tf.tensor(values, entry.shape, dtype);
    }
    return params;
  } catch (error) {
    disposeTree(params);
    throw error;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes tensors to a file: to one beside it first, which then takes its place, so that no reader meets half a file.
 *
 * @param metadata texts by name, kept in the header
 * @throws TypeError naming the tensor if its dtype is not float32, int32 or bool
 */
export function writeSafetensors(file: string, params: Params, metadata?: Record<string, string>): void {
  const header: Record<string, unknown> = metadata ? { __metadata__: metadata } : {};
  let offset = 0;
  for (const [name, tensor] of Object.entries(params)) {
    const dtype = writtenDtypes[tensor.dtype];
    if (!dtype) {
      throw new TypeError(`writeSafetensors: ${name} is ${tensor.dtype}, expected float32, int32 or bool`);
    }
    const end = offset + tensor.size * widthOf(dtype);
    header[name] = { dtype, shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  // Spaces at the end of the header bring the numbers to a multiple of 8 bytes.
  const text = Buffer.from(JSON.stringify(header));
  const padded = Buffer.alloc(Math.ceil(text.length / 8) * 8, " ");
  text.copy(padded);
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(padded.length));
  writeInOneGo(file, function* () {
    yield size;
    yield padded;
    for (const tensor of Object.values(params)) yield bytesOf(tensor);
  });
}

function bytesOf(tensor: tf.Tensor): Uint8Array {
  const { buffer, byteOffset, byteLength } = tensor.dataSync();
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function writeInOneGo(file: string, parts: () => Iterable<Uint8Array>): void {
  const temporary = `${file}.${process.pid}.part`;
  try {
    writeParts(temporary, parts());
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function writeParts(file: string, parts: Iterable<Uint8Array>): void {
  const descriptor = openSync(file, "w");
  try {
    for (const part of parts) {
      for (let at = 0; at < part.length; ) {
        at += writeSync(descriptor, part, at, Math.min(chunkBytes, part.length - at));
      }
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The header's entries, where the numbers begin in the file and how many bytes of them there are. */
function readHeader(descriptor: number, where: string) {
  const fileBytes = fstatSync(descriptor).size;
  if (fileBytes < 8) throw new Error(`${where}: file has ${fileBytes} bytes, expected at least 8`);
  const size = Buffer.alloc(8);
  readFully(descriptor, size, 0, where);
  const headerBytes = Number(size.readBigUInt64LE());
  if (headerBytes > Math.min(fileBytes - 8, longestHeader)) {
    throw new Error(
      `${where}: header has ${headerBytes} bytes, expected at most the file's ${fileBytes - 8}`,
    );
  }
  const text = Buffer.alloc(headerBytes);
  readFully(descriptor, text, 8, where);
  const { __metadata__, ...entries } = parseHeader(text.toString("utf8"), where);
  return {
    entries: entries as Record<string, Entry>,
    begin: 8 + headerBytes,
    length: fileBytes - 8 - headerBytes,
  };
}

function parseHeader(text: string, where: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${where}: header is not JSON, expected the safetensors format (${(error as Error).message})`,
    );
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) {
    throw new Error(`${where}: header is not a JSON object, expected the safetensors format`);
  }
  return header as Record<string, unknown>;
}

function expectEntry(entry: Entry, length: number, where: string): void {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  const { dtype, shape, data_offsets: offsets } = entry ?? {};
  if (!Array.isArray(shape) || !shape.every(isCount) || !Array.isArray(offsets) || !offsets.every(isCount)) {
    throw new Error(
      `${where}: header entry is ${JSON.stringify(entry)}, expected dtype, shape and data_offsets`,
    );
  }
  const bytes = tf.util.sizeFromShape(shape) * widthOf(dtype, where);
  const [from, to] = offsets;
  if (to - from !== bytes) {
    throw new Error(`${where}: data has ${to - from} bytes, expected ${bytes} for ${dtype} [${shape}]`);
  }
  if (to > length)
    throw new Error(`${where}: data ends at byte ${to} of ${length}, expected a file that is not cut off`);
}

function readFully(descriptor: number, bytes: Uint8Array, position: number, where: string): void {
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(descriptor, bytes, at, Math.min(chunkBytes, bytes.length - at), position + at);
    if (read === 0) throw new Error(`${where}: file ends early, expected ${bytes.length - at} bytes more`);
    at += read;
  }
}
