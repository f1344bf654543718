/**
 * @file What this project uses of TensorFlow.js's backend for Node and of the addon below it, which have no public types.
 */
import { tf } from "./tensorflow";

/** One output of an op: its number in the addon, shape and TensorFlow's number of its dtype. */
export interface ValueInfo {
  id: number;
  shape: number[];
  dtype: number;
}

/** An op's attribute: name, TensorFlow's number of its kind, value. */
export interface Attribute {
  name: string;
  type: number;
  value: unknown;
}

/** A graph that is being recorded, held by the addon and freed with this value. */
export interface Graph {
  readonly graph: unique symbol;
}

/** The addon: what TensorFlow.js calls, and the recorder of kernels/tensorflow/addon.cc. */
export interface Binding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_BOOL: number;
  readonly TF_COMPLEX64: number;
  readonly TF_STRING: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
  createTensor(shape: number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): unknown;
  executeOp(op: string, attributes: Attribute[], inputs: number[], outputs: number): ValueInfo[];

  newGraph(): Graph;
  opDefinition(graph: Graph, op: string): Uint8Array;
  addConstant(graph: Graph, shape: number[], dtype: number, values: ArrayBufferView): number;
  addNode(
    graph: Graph,
    op: string,
    inputs: (number | number[])[],
    attributes: Attribute[],
  ): { id: number; shape: number[] | null; dtype: number }[];
  registerFunction(
    graph: Graph,
    label: string,
    inputs: number[],
    outputs: number[],
    compiled: boolean,
  ): string;
  removeFunction(name: string): void;
}

/** What the backend knows of a tensor's data: in the addon under `id`, or still here in `values`. */
export interface DataInfo {
  shape: number[];
  dtype: number;
  id: number;
  values: unknown;
  refCount: number;
}

/** Where the backend keeps what it knows of each tensor's data. */
export interface DataMap {
  get(dataId: object): DataInfo;
  set(dataId: object, info: DataInfo): void;
  has(dataId: object): boolean;
  delete(dataId: object): boolean;
  numDataIds(): number;
}

/** TensorFlow.js's backend for Node. */
export interface NodeBackend {
  readonly binding: Binding;
  readonly tensorMap: DataMap;
  readonly isUsingGpuDevice: boolean;
  getDTypeInteger(dtype: tf.DataType): number;
  getInputTensorIds(tensors: tf.Tensor[]): number[];
  readSync(dataId: object): unknown;
  createOutputTensor(info: ValueInfo): tf.Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: Attribute[],
    inputs: tf.Tensor[],
    outputs: number,
  ): tf.Tensor[];
}

/** The backend that computes now: while a graph function is recorded, the one that records. */
export function nodeBackend(): NodeBackend {
  return tf.backend() as unknown as NodeBackend;
}
