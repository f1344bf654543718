/** @file TensorFlow's random ops that keep no state: all chance is in the seed. */
import { nodeBackend } from "../nodeBackend";
import { tf } from "../tensorflow";

/** TensorFlow's number of the generator Philox 4x32-10 (Salmon et al. 2011): the same bits on every device. */
const philox = 1;
/** TensorFlow's number of the dtype uint64. */
const uint64 = 23;

/** Runs one of TensorFlow's random ops, version 2, with key and counter made from the seed. */
export function statelessRandom(
  caller: string,
  op: "StatelessRandomUniformV2" | "StatelessRandomNormalV2",
  shape: readonly number[],
  seed: tf.Tensor,
): tf.Tensor {
  if (seed.dtype !== "int32") throw new TypeError(`${caller}: seed is ${seed.dtype}, expected int32`);
  if (seed.rank !== 1 || seed.shape[0] !== 2) {
    throw new RangeError(`${caller}: seed has shape [${seed.shape}], expected [2]`);
  }
  return tf.tidy(() => {
    const backend = nodeBackend();
    const { binding } = backend;
    const inputs = [
      tf.tensor1d([...shape], "int32"),
      tf.scalar(philox, "int32"),
      seed.reshape([1, 2]),
      tf.zeros([2, 2], "int32"),
    ];
    const [shapeId, algorithmId, seedId, zerosId] = backend.getInputTensorIds(inputs);
    // Key and counter are uint64, which TensorFlow.js has no tensors for: they are passed on by their numbers.
    const unsigned = [{ name: "type", type: binding.TF_ATTR_TYPE, value: uint64 }];
    const [key] = binding.executeOp("Bitcast", unsigned, [seedId], 1);
    const [counter] = binding.executeOp("Bitcast", unsigned, [zerosId], 1);
    try {
      const [output] = binding.executeOp(op, [], [shapeId, key.id, counter.id, algorithmId], 1);
      return backend.createOutputTensor(output);
    } finally {
      binding.deleteTensor(key.id);
      binding.deleteTensor(counter.id);
    }
  });
}
