/** @file Reads single weights from a file in the safetensors format, so that nothing is read that nobody wants. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { nodeBackend } from "./nodeBackend";
import { numbersOf, type SafetensorsDtype, widthOf } from "./safetensorsNumbers";
import { tf } from "./tensorflow";

/** A file whose header has been read. */
export interface SafetensorsFile {
  /** All names, in the header's order. */
  readonly names: readonly string[];
  /**
   * The shape of a tensor, undefined where the file has none of this name.
   *
   * @throws Error naming file and tensor if its header entry is wrong or its numbers are cut off
   */
  shapeOf(name: string): number[] | undefined;
  /**
   * A tensor, already where TensorFlow computes; the caller's to free.
   *
   * @throws Error as `shapeOf`, and if the file has none of this name
   */
  read(name: string): tf.Tensor;
  close(): void;
}

interface Entry {
  dtype: SafetensorsDtype;
  shape: number[];
  data_offsets: [number, number];
}

interface Header {
  entries: Map<string, Entry>;
  /** Where the numbers begin in the file, and how many bytes of them there are. */
  begin: number;
  length: number;
}

const longestHeader = 100_000_000;
/** Node reads at most 2 GiB at a time. */
const chunkBytes = 1 << 30;

/**
 * Opens a file for reading tensors one by one; see `readSafetensors` for formats.
 *
 * @throws Error naming the file if it cannot be opened, or its header is wrong or cut off
 */
export function openSafetensors(file: string): SafetensorsFile {
  const descriptor = openSync(file, "r");
  try {
    return tensorsOf(descriptor, readHeader(descriptor, `readSafetensors: ${file}`), file);
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function tensorsOf(descriptor: number, { entries, begin, length }: Header, file: string): SafetensorsFile {
  const checked = (name: string): Entry | undefined => {
    const entry = entries.get(name);
    if (entries.has(name)) expectEntry(entry as Entry, length, `readSafetensors: ${file}: ${name}`);
    return entry;
  };
  return {
    names: [...entries.keys()],
    shapeOf: (name) => checked(name)?.shape,
    read: (name) => {
      const entry = checked(name);
      if (!entry) throw new Error(`readSafetensors: ${file} has no ${name}, expected one of its names`);
      return readTensor(descriptor, entry, begin, `readSafetensors: ${file}: ${name}`);
    },
    close: () => closeSync(descriptor),
  };
}

function readTensor(descriptor: number, entry: Entry, begin: number, where: string): tf.Tensor {
  const [from, to] = entry.data_offsets;
  const bytes = new Uint8Array(to - from);
  readFully(descriptor, bytes, begin + from, where);
  const { dtype, values } = numbersOf(entry.dtype, bytes.buffer, where);
  const tensor = tf.tensor(values, entry.shape, dtype);
  // TensorFlow.js would keep the numbers to itself until their first use: all of a model's at once.
  nodeBackend().getInputTensorIds([tensor]);
  return tensor;
}

/** The header's entries, where the numbers begin in the file and how many bytes of them there are. */
function readHeader(descriptor: number, where: string): Header {
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
    entries: new Map(Object.entries(entries as Record<string, Entry>)),
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
