/**
 * @file A backend of TensorFlow.js that computes nothing: each op becomes a node of a graph, whose shape inference
 * tells TensorFlow.js the shape of the result.
 */
import type { Attribute, Binding, DataInfo, DataMap, Graph, NodeBackend, ValueInfo } from "./nodeBackend";
import { nodeBackend } from "./nodeBackend";
import { type OpDefinition, readOpDefinition } from "./opDefinition";
import { opUnderWay, scopeDepth } from "./tensorFlowEngine";
import type { tf } from "./tensorflow";

/** A graph that grows with every op that `backend` is asked to compute. */
export interface Recorder {
  readonly graph: Graph;
  /** To be made TensorFlow.js's backend while the function runs. */
  readonly backend: NodeBackend;
  /** The tensors from outside that were used, and their values in the graph. */
  readonly captured: { tensor: tf.Tensor; id: number }[];
  /** An input of the graph. */
  placeholder(dtype: number, shape: number[]): ValueInfo;
}

/** Values from the host that become part of a graph are for masks and tables; larger ones should be arguments. */
const mostConstantElements = 1 << 20;

const definitions = new Map<string, OpDefinition>();

/**
 * An empty graph and the backend that fills it.
 *
 * @param label how errors begin
 * @param constants tensors from outside that may be used: they become inputs of the graph when they are
 */
export function createRecorder(label: string, constants: tf.Tensor[]): Recorder {
  const real = nodeBackend();
  const { binding } = real;
  const graph = binding.newGraph();
  const depth = scopeDepth();
  const hostValues = new Map<number, ArrayBufferView>();
  const producers = new Map<number, string>();
  const captured: Recorder["captured"] = [];

  const addNode = (op: string, inputs: (number | number[])[], attributes: Attribute[]): ValueInfo[] => {
    const outputs = explain(`${label}: ${op}`, () => binding.addNode(graph, op, inputs, attributes));
    return outputs.map(({ id, shape, dtype }) => {
      producers.set(id, op);
      if (shape === null || shape.some((size) => size < 0)) {
        throw new Error(
          `${label}: ${op} gives a shape that depends on values, expected one that follows from shapes`,
        );
      }
      return { id, shape, dtype };
    });
  };

  const placeholder = (dtype: number, shape: number[]): ValueInfo =>
    addNode(
      "Placeholder",
      [],
      [
        { name: "dtype", type: binding.TF_ATTR_TYPE, value: dtype },
        { name: "shape", type: binding.TF_ATTR_SHAPE, value: shape },
      ],
    )[0];

  const constant = (shape: number[], dtype: number, values: unknown): number => {
    if (!ArrayBuffer.isView(values))
      throw new Error(`${label}: body makes a tensor of texts, expected numbers`);
    const array = values as Float32Array | Int32Array | Uint8Array;
    if (array.length > 16 && array.every((value) => Object.is(value, array[0]))) {
      const size = binding.addConstant(graph, [shape.length], binding.TF_INT32, Int32Array.from(shape));
      const value = binding.addConstant(graph, [], dtype, array.slice(0, 1));
      return addNode("Fill", [size, value], [])[0].id;
    }
    if (array.length > mostConstantElements) {
      throw new Error(
        `${label}: body makes a tensor of shape [${shape}] from host values, expected it as an argument or a constant`,
      );
    }
    const id = binding.addConstant(graph, shape, dtype, array);
    hostValues.set(id, array.slice());
    producers.set(id, "Const");
    return id;
  };

  const recording: Partial<Binding> = {
    createTensor: constant,
    deleteTensor: () => {},
    executeOp(op, attributes, inputs, outputs) {
      const definition = definitionOf(binding, graph, op);
      if (definition.isStateful) {
        throw new Error(
          `${label}: ${op} keeps a state of its own, expected an op without (for chance, one with a seed)`,
        );
      }
      // TensorFlow counts the lists itself; attributes that an op does not have, TensorFlow.js sends for other versions.
      const counters = new Set(definition.inputs.map(({ countedBy }) => countedBy));
      const known = attributes.filter(({ name }) => definition.attributes.has(name) && !counters.has(name));
      return addNode(op, groupInputs(definition, attributes, inputs), known).slice(0, outputs);
    },
    tensorDataSync(id) {
      const values = hostValues.get(id);
      if (values) return values;
      throw new Error(
        `${label}: ${opUnderWay(depth) ?? "body"} reads the value of ${producers.get(id)} while it is recorded, expected values to stay in tensors`,
      );
    },
  };

  const capture = (dataId: object): DataInfo => {
    const tensor = constants.find((one) => one.dataId === dataId);
    if (!tensor || tensor.isDisposed) {
      const op = opUnderWay(depth) ?? "body";
      const shape = real.tensorMap.has(dataId) ? ` of shape [${real.tensorMap.get(dataId).shape}]` : "";
      throw new Error(
        `${label}: ${op} uses a tensor${shape} from outside, expected it as an argument or in constants`,
      );
    }
    const info = placeholder(real.getDTypeInteger(tensor.dtype), tensor.shape);
    captured.push({ tensor, id: info.id });
    return { ...info, values: null, refCount: Number.POSITIVE_INFINITY };
  };

  const backend = Object.create(real, {
    binding: { value: Object.create(binding, Object.getOwnPropertyDescriptors(recording)) },
    tensorMap: { value: createDataMap(capture) },
  }) as NodeBackend;
  return { graph, backend, captured, placeholder };
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

/** TensorFlow.js passes all inputs in a row; the graph wants those of a list together. */
function groupInputs(
  definition: OpDefinition,
  attributes: Attribute[],
  inputs: number[],
): (number | number[])[] {
  const singles = definition.inputs.filter(({ isList }) => !isList).length;
  let next = 0;
  return definition.inputs.map(({ isList, countedBy }) => {
    if (!isList) return inputs[next++];
    const stated = attributes.find(({ name }) => name === countedBy)?.value as number | undefined;
    const size = stated ?? inputs.length - singles;
    next += size;
    return inputs.slice(next - size, next);
  });
}

function definitionOf(binding: Binding, graph: Graph, op: string): OpDefinition {
  const known = definitions.get(op) ?? readOpDefinition(binding.opDefinition(graph, op));
  definitions.set(op, known);
  return known;
}

function explain<Result>(where: string, body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`);
  }
}
