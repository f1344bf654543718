/** @file Random bits from a seed tensor: what all random ops here are made of. */
import { nodeBackend } from "../nodeBackend";
import { tf } from "../tensorflow";

/** TensorFlow's number of the generator Philox 4x32-10 (Salmon et al. 2011). */
const philox = 1;
/** TensorFlow's number of the dtype uint64. */
const uint64 = 23;

/**
 * 32 random bits per element, the same for the same seed on every device, op by op, recorded or compiled.
 *
 * TensorFlow's own uniform and normal numbers are not used: op by op they are made of the lower bits, compiled by XLA
 * of the upper ones, so that the same seed gives other numbers.
 *
 * @param caller how errors begin
 * @param seed int32, shape [2]
 * @returns int32 of the given shape
 */
export function randomBits(caller: string, shape: readonly number[], seed: tf.Tensor): tf.Tensor {
  if (seed.dtype !== "int32") throw new TypeError(`${caller}: seed is ${seed.dtype}, expected int32`);
  if (seed.rank !== 1 || seed.shape[0] !== 2) {
    throw new RangeError(`${caller}: seed has shape [${seed.shape}], expected [2]`);
  }
  return tf.tidy(() => {
    const backend = nodeBackend();
    const { binding } = backend;
    const inputs = [
      tf.tensor1d([...shape], "int32"),
      seed.reshape([1, 2]),
      tf.zeros([2, 2], "int32"),
      tf.scalar(philox, "int32"),
    ];
    const [shapeId, seedId, zerosId, algorithmId] = backend.getInputTensorIds(inputs);
    // Key and counter are uint64, which TensorFlow.js has no tensors for: they are passed on by their numbers.
    const type = [{ name: "type", type: binding.TF_ATTR_TYPE, value: uint64 }];
    const [key] = binding.executeOp("Bitcast", type, [seedId], 1);
    const [counter] = binding.executeOp("Bitcast", type, [zerosId], 1);
    try {
      const ids = [shapeId, key.id, counter.id, algorithmId];
      const dtype = [{ name: "dtype", type: binding.TF_ATTR_TYPE, value: binding.TF_INT32 }];
      return backend.createOutputTensor(
        binding.executeOp("StatelessRandomUniformFullIntV2", dtype, ids, 1)[0],
      );
    } finally {
      binding.deleteTensor(key.id);
      binding.deleteTensor(counter.id);
    }
  });
}
