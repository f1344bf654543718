/**
 * @file What TensorFlow's registry says of an op, read from the protocol buffer `OpDef`
 * (tensorflow/core/framework/op_def.proto).
 */

/** What recording must know of an op. */
export interface OpDefinition {
  /** Its inputs in order: for a list of tensors of one dtype, the attribute that counts them. */
  inputs: { countedBy: string | undefined; isList: boolean }[];
  /** The names of its attributes. */
  attributes: Set<string>;
  /** Whether it keeps a state, as ops with a seed of their own do. */
  isStateful: boolean;
}

/** Reads a serialised OpDef. */
export function readOpDefinition(bytes: Uint8Array): OpDefinition {
  const definition: OpDefinition = { inputs: [], attributes: new Set(), isStateful: false };
  for (const { field, value } of fieldsOf(bytes)) {
    if (field === 2) definition.inputs.push(readInput(value as Uint8Array));
    if (field === 4) definition.attributes.add(textOf(value as Uint8Array, 1) ?? "");
    if (field === 17) definition.isStateful = value === 1;
  }
  return definition;
}

/** ArgDef: field 5 is number_attr, field 6 type_list_attr. */
function readInput(bytes: Uint8Array) {
  const countedBy = textOf(bytes, 5);
  return { countedBy, isList: countedBy !== undefined || textOf(bytes, 6) !== undefined };
}

function textOf(bytes: Uint8Array, wanted: number): string | undefined {
  const found = fieldsOf(bytes).find(({ field }) => field === wanted);
  return found && new TextDecoder().decode(found.value as Uint8Array);
}

/** The fields of a message: whole numbers as numbers, texts and messages as bytes, the rest left out. */
function fieldsOf(bytes: Uint8Array): { field: number; value: number | Uint8Array }[] {
  const fields: { field: number; value: number | Uint8Array }[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const wireType = tag % 8;
    if (wireType === 0) {
      fields.push({ field: Math.floor(tag / 8), value: varint() });
    } else if (wireType === 2) {
      const length = varint();
      fields.push({ field: Math.floor(tag / 8), value: bytes.subarray(at, at + length) });
      at += length;
    } else {
      at += wireType === 5 ? 4 : 8;
    }
  }
  return fields;
}
