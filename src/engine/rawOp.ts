/**
 * @file Any op of TensorFlow by its name, for what TensorFlow.js lacks or does slowly. It has no gradient of its own.
 */
import { type Attribute, nodeBackend } from "./nodeBackend";
import { isTensorFlowError, tensorFlowMessage } from "./tensorFlowMessage";
import type { tf } from "./tensorflow";

/** The value of an attribute, with its kind: `{ type: "float32" }`, `{ int: 2 }`, `{ flag: true }`. */
export type AttributeValue =
  | { readonly type: tf.DataType }
  | { readonly int: number | readonly number[] }
  | { readonly float: number }
  | { readonly flag: boolean }
  | { readonly text: string };

/**
 * The outputs of one op. Give it a gradient with `tf.customGrad`: the tape does not see it.
 *
 * @param op the op's name in TensorFlow's registry, as in `GatherV2`
 * @param inputs the op's inputs in order
 * @param attributes by name; those that follow from the inputs or have a default may be left out
 * @param outputs how many outputs the op has
 * @throws Error with the op's name and TensorFlow's reason
 */
export function rawOp(
  op: string,
  inputs: tf.Tensor[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
  outputs = 1,
): tf.Tensor[] {
  const list = Object.entries(attributes).map(([name, value]) => attributeOf(name, value));
  try {
    return nodeBackend().executeMultipleOutputs(op, list, inputs, outputs);
  } catch (error) {
    if (!isTensorFlowError(error)) throw error;
    throw new Error(`${op}: ${tensorFlowMessage(error)}`, { cause: error });
  }
}

function attributeOf(name: string, value: AttributeValue): Attribute {
  const backend = nodeBackend();
  const { binding } = backend;
  if ("type" in value)
    return { name, type: binding.TF_ATTR_TYPE, value: backend.getDTypeInteger(value.type) };
  if ("int" in value) return { name, type: binding.TF_ATTR_INT, value: value.int };
  if ("float" in value) return { name, type: binding.TF_ATTR_FLOAT, value: value.float };
  if ("flag" in value) return { name, type: binding.TF_ATTR_BOOL, value: value.flag };
  return { name, type: binding.TF_ATTR_STRING, value: value.text };
}
