/** @file The number formats of safetensors, and how they become those of TensorFlow.js. */

/** The formats that are read. */
export type SafetensorsDtype = keyof typeof widths;

const widths = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, BOOL: 1 };

/**
 * How many bytes a number of this format takes.
 *
 * @throws Error if the format is not one that is read
 */
export function widthOf(dtype: SafetensorsDtype, where = "widthOf"): number {
  if (!Object.hasOwn(widths, dtype)) {
    throw new Error(`${where}: dtype is ${dtype}, expected one of ${Object.keys(widths).join(", ")}`);
  }
  return widths[dtype];
}

/**
 * The numbers in these bytes as TensorFlow.js takes them; on little-endian machines, as all of Node's are.
 *
 * @throws Error if a 64-bit integer does not fit into 32 bits
 */
export function numbersOf(
  dtype: SafetensorsDtype,
  bytes: ArrayBuffer,
  where: string,
): { dtype: "float32" | "int32" | "bool"; values: Float32Array | Int32Array | Uint8Array } {
  switch (dtype) {
    case "F32":
      return { dtype: "float32", values: new Float32Array(bytes) };
    case "F64":
      return { dtype: "float32", values: Float32Array.from(new Float64Array(bytes)) };
    case "F16":
      return { dtype: "float32", values: floatsFromHalves(new Uint16Array(bytes)) };
    case "BF16":
      return { dtype: "float32", values: floatsFromBrainFloats(new Uint16Array(bytes)) };
    case "I32":
      return { dtype: "int32", values: new Int32Array(bytes) };
    case "I64":
      return { dtype: "int32", values: integersFromLong(new BigInt64Array(bytes), where) };
    case "BOOL":
      return { dtype: "bool", values: new Uint8Array(bytes) };
  }
}

/** bfloat16 is the upper half of float32. */
function floatsFromBrainFloats(halves: Uint16Array): Float32Array {
  const bits = new Uint32Array(halves.length);
  for (let i = 0; i < bits.length; i++) bits[i] = halves[i] << 16;
  return new Float32Array(bits.buffer);
}

function floatsFromHalves(halves: Uint16Array): Float32Array {
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < floats.length; i++) floats[i] = halfTable[halves[i]];
  return floats;
}

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent, 10 bits fraction. */
function floatFromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function integersFromLong(longs: BigInt64Array, where: string): Int32Array {
  const integers = new Int32Array(longs.length);
  for (let i = 0; i < integers.length; i++) {
    integers[i] = Number(longs[i]);
    if (BigInt(integers[i]) !== longs[i]) {
      throw new Error(`${where}: element ${i} is ${longs[i]}, expected an integer of 32 bits`);
    }
  }
  return integers;
}

/** Every half there is: a table is some ten times quicker than arithmetic, and models have many millions. */
const halfTable = Float32Array.from({ length: 65536 }, (_, half) => floatFromHalf(half));
