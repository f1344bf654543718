/**
 * @file A graph of TensorFlow that grows node by node, whose shape inference tells the shape of every value.
 */
import { type Attribute, type Binding, type Graph, nodeBackend, type ValueInfo } from "./nodeBackend";
import { type OpDefinition, readOpDefinition } from "./opDefinition";

/** A graph under way, and what is known of its values by their numbers. */
export interface RecordedGraph {
  /** How errors begin. */
  readonly label: string;
  readonly binding: Binding;
  readonly graph: Graph;
  /** The values that came from the host. */
  readonly hostValues: Map<number, ArrayBufferView>;
  /** What made each other value: an op, or "an argument". */
  readonly makers: Map<number, string>;
}

/** Values from the host that become part of a graph are for masks and tables; larger ones should be arguments. */
const mostConstantElements = 1 << 20;
/** Above this many, values that are all the same become one value and a Fill. */
const fewElements = 16;

const definitions = new Map<string, OpDefinition>();

/** An empty graph. */
export function emptyGraph(label: string): RecordedGraph {
  const { binding } = nodeBackend();
  return { label, binding, graph: binding.newGraph(), hostValues: new Map(), makers: new Map() };
}

/** An input of the graph. */
export function addInput(recorded: RecordedGraph, dtype: number, shape: number[]): ValueInfo {
  const { TF_ATTR_TYPE, TF_ATTR_SHAPE } = recorded.binding;
  const [value] = addNode(
    recorded,
    "Placeholder",
    [],
    [
      { name: "dtype", type: TF_ATTR_TYPE, value: dtype },
      { name: "shape", type: TF_ATTR_SHAPE, value: shape },
    ],
  );
  recorded.makers.set(value.id, "an argument");
  return value;
}

/** A constant of the graph from values on the host, by its number. */
export function addConstant(
  recorded: RecordedGraph,
  shape: number[],
  dtype: number,
  values: unknown,
): number {
  const { label, binding, graph, hostValues } = recorded;
  if (!ArrayBuffer.isView(values)) {
    throw new Error(`${label}: body makes a tensor of texts, expected numbers`);
  }
  const array = (values as Float32Array | Int32Array | Uint8Array).slice();
  const isUniform = array.length > fewElements && array.every((value) => Object.is(value, array[0]));
  if (array.length > mostConstantElements && !isUniform) {
    throw new Error(
      `${label}: body makes a tensor of shape [${shape}] from host values, expected it as an argument or a constant`,
    );
  }
  const constant = (shape: number[], dtype: number, values: ArrayBufferView) =>
    binding.addConstant(graph, shape, dtype, values);
  const fill = () => {
    const size = constant([shape.length], binding.TF_INT32, Int32Array.from(shape));
    return addNode(recorded, "Fill", [size, constant([], dtype, array.slice(0, 1))], [])[0].id;
  };
  const id = isUniform ? fill() : constant(shape, dtype, array);
  hostValues.set(id, array);
  return id;
}

/** The outputs of one op, with attributes and inputs as TensorFlow.js passes them. */
export function addOp(
  recorded: RecordedGraph,
  op: string,
  attributes: Attribute[],
  inputs: number[],
): ValueInfo[] {
  const definition = definitionOf(recorded, op);
  if (definition.isStateful) {
    throw new Error(
      `${recorded.label}: ${op} keeps a state of its own, expected an op without (for chance, one with a seed)`,
    );
  }
  // TensorFlow counts lists itself; attributes that an op does not have, TensorFlow.js sends for other versions.
  const counters = new Set(definition.inputs.map(({ countedBy }) => countedBy));
  const known = attributes.filter(({ name }) => definition.attributes.has(name) && !counters.has(name));
  return addNode(recorded, op, groupInputs(definition, attributes, inputs), known);
}

function addNode(
  { label, binding, graph, makers }: RecordedGraph,
  op: string,
  inputs: (number | number[])[],
  attributes: Attribute[],
): ValueInfo[] {
  const outputs = explain(`${label}: ${op}`, () => binding.addNode(graph, op, inputs, attributes));
  return outputs.map(({ id, shape, dtype }) => {
    if (shape === null || shape.some((size) => size < 0)) {
      throw new Error(
        `${label}: ${op} gives a shape that depends on values, expected one that follows from shapes`,
      );
    }
    makers.set(id, op);
    return { id, shape, dtype };
  });
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

function definitionOf({ label, binding, graph }: RecordedGraph, op: string): OpDefinition {
  const definition =
    definitions.get(op) ?? readOpDefinition(explain(label, () => binding.opDefinition(graph, op)));
  definitions.set(op, definition);
  return definition;
}

function explain<Result>(where: string, body: () => Result): Result {
  try {
    return body();
  } catch (error) {
    throw new Error(`${where}: ${(error as Error).message}`, { cause: error });
  }
}
