/** @file Reads and writes weights in the safetensors format (github.com/huggingface/safetensors, "Format"). */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { openSafetensors } from "./openSafetensors";
import { type SafetensorsDtype, widthOf } from "./safetensorsNumbers";
import type { tf } from "./tensorflow";
import { disposeTree, type Params } from "./tensorTree";

/** Node writes at most 2 GiB at a time. */
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
  const opened = openSafetensors(file);
  const params: Params = {};
  try {
    for (const name of opened.names) params[name] = opened.read(name);
    return params;
  } catch (error) {
    disposeTree(params);
    throw error;
  } finally {
    opened.close();
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
