/**
 * @file A backend of TensorFlow.js that computes nothing: each op becomes a node of a graph, whose shape inference
 * tells TensorFlow.js the shape of the result.
 */
import type { Binding, DataInfo, DataMap, NodeBackend } from "./nodeBackend";
import { nodeBackend } from "./nodeBackend";
import { addConstant, addInput, addOp, emptyGraph, type RecordedGraph } from "./recordedGraph";
import { opUnderWay, scopeDepth } from "./tensorFlowEngine";
import type { tf } from "./tensorflow";

/** A graph that grows with every op that `backend` is asked to compute. */
export interface Recorder {
  readonly recorded: RecordedGraph;
  /** To be made TensorFlow.js's backend while the function runs. */
  readonly backend: NodeBackend;
  /** The tensors from outside that were used, and their values in the graph. */
  readonly captured: { tensor: tf.Tensor; id: number }[];
}

/**
 * An empty graph and the backend that fills it.
 *
 * @param label how errors begin
 * @param constants tensors from outside that may be used: they become inputs of the graph when they are
 */
export function createRecorder(label: string, constants: tf.Tensor[]): Recorder {
  const real = nodeBackend();
  const recorded = emptyGraph(label);
  const captured: Recorder["captured"] = [];
  const depth = scopeDepth();
  const underWay = () => opUnderWay(depth) ?? "body";

  const capture = (dataId: object): DataInfo => {
    const tensor = constants.find((one) => one.dataId === dataId);
    if (!tensor) {
      const shape = real.tensorMap.has(dataId) ? ` of shape [${real.tensorMap.get(dataId).shape}]` : "";
      throw new Error(
        `${label}: ${underWay()} uses a tensor${shape} from outside, expected it as an argument or in constants`,
      );
    }
    const info = addInput(recorded, real.getDTypeInteger(tensor.dtype), tensor.shape);
    captured.push({ tensor, id: info.id });
    // Copies of it are counted here and freed by the backend that made it: both must count in one place.
    const counted = real.tensorMap.get(dataId);
    return Object.defineProperty({ ...info, values: null, refCount: 0 }, "refCount", {
      get: () => counted.refCount,
      set: (count: number) => {
        counted.refCount = count;
      },
    });
  };

  const binding = Object.getOwnPropertyDescriptors(recordingBinding(recorded, underWay));
  const tensorMap = createDataMap(capture);
  const readSync = (dataId: object): unknown => {
    // Refuses a tensor from outside in its own words, before the backend misses it.
    tensorMap.get(dataId);
    return real.readSync.call(backend, dataId);
  };
  const backend: NodeBackend = Object.create(real, {
    binding: { value: Object.create(real.binding, binding) },
    tensorMap: { value: tensorMap },
    readSync: { value: readSync },
  });
  return { recorded, backend, captured };
}

/** What the recording backend asks of the addon instead. */
function recordingBinding(recorded: RecordedGraph, underWay: () => string): Partial<Binding> {
  return {
    createTensor: (shape, dtype, values) => addConstant(recorded, shape, dtype, values),
    deleteTensor: () => {},
    executeOp: (op, attributes, inputs, outputs) => addOp(recorded, op, attributes, inputs).slice(0, outputs),
    tensorDataSync(id) {
      const values = recorded.hostValues.get(id);
      if (values) return values;
      const maker = recorded.makers.get(id);
      throw new Error(
        `${recorded.label}: ${underWay()} reads the value of ${maker} while it is recorded, expected values to stay in tensors`,
      );
    },
  };
}

/** What is known of tensors made while recording; others are asked for from `capture`, once. */
function createDataMap(capture: (dataId: object) => DataInfo): DataMap {
  const known = new Map<object, DataInfo>();
  return {
    get(dataId) {
      const info = known.get(dataId) ?? capture(dataId);
      known.set(dataId, info);
      return info;
    },
    set: (dataId, info) => void known.set(dataId, info),
    has: (dataId) => known.has(dataId),
    delete: (dataId) => known.delete(dataId),
    numDataIds: () => known.size,
  };
}
