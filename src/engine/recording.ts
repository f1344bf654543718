/**
 * @file Records what a function does to tensors as one function of TensorFlow, without computing anything.
 */
import { nodeBackend } from "./nodeBackend";
import { addInput } from "./recordedGraph";
import { createRecorder, type Recorder } from "./recorder";
import { opUnderWay, scopeDepth, withRecordingBackend } from "./tensorFlowEngine";
import { tf } from "./tensorflow";
import { flattenTree, mapTree, type TensorTree, visitTree } from "./tensorTree";

/** A function of TensorFlow, and what calling it takes. */
export interface Recording<Result extends TensorTree> {
  /** Its name in TensorFlow. */
  readonly name: string;
  /** Tensors from outside, passed after the arguments. */
  readonly captured: tf.Tensor[];
  /** How many tensors it returns. */
  readonly outputs: number;
  /** The result's tree, filled with the tensors that a call returned. */
  rebuild(tensors: tf.Tensor[]): Result;
}

/**
 * Records `body` for arguments of these shapes and dtypes.
 *
 * @param label how errors begin
 * @param constants tensors from outside that `body` may use
 * @param xla whether TensorFlow compiles the function with XLA
 * @throws Error if `body` does what cannot be recorded; TensorFlow.js is then as it was before
 */
export function record<Args extends TensorTree[], Result extends TensorTree>(
  label: string,
  body: (...args: Args) => Result,
  args: Args,
  constants: tf.Tensor[],
  xla: boolean,
): Recording<Result> {
  const recorder = createRecorder(label, constants);
  const { backend, captured } = recorder;
  let result: Result | undefined;
  let inputs: number[] = [];
  let outputs: number[] = [];
  const run = () => {
    const standIns = placeholders(recorder, args);
    inputs = backend.getInputTensorIds(flattenTree(standIns));
    result = body(...standIns);
    outputs = outputsOf(recorder, label, result);
  };
  const kept = withRecordingBackend(backend, xla, () => withoutRandomness(label, () => tf.tidy(run)));
  if (kept.length) {
    const shapes = kept.map(({ shape }) => `[${shape}]`).join(", ");
    tf.dispose(kept);
    throw new Error(`${label}: body keeps tensors of shape ${shapes}, expected none (tf.keep, tf.variable)`);
  }
  const allInputs = [...inputs, ...captured.map(({ id }) => id)];
  const { graph } = recorder.recorded;
  return {
    name: nodeBackend().binding.registerFunction(graph, functionName(label), allInputs, outputs, xla),
    captured: captured.map(({ tensor }) => tensor),
    outputs: outputs.length,
    rebuild: rebuilder(result as Result),
  };
}

/** TensorFlow's names begin with a letter and have only letters, digits and underscores. */
function functionName(label: string): string {
  return `graph_${label.replace(/[^A-Za-z0-9]+/g, "_")}`;
}

/** The arguments as the function sees them while it is recorded: inputs of the graph. */
function placeholders<Args extends TensorTree[]>({ backend, recorded }: Recorder, args: Args): Args {
  return mapTree(args, ({ dtype, shape }) =>
    backend.createOutputTensor(addInput(recorded, backend.getDTypeInteger(dtype), shape)),
  );
}

/** A result that is an argument, or comes twice, gets a node of its own: each output is a tensor of its own. */
function outputsOf({ backend }: Recorder, label: string, result: TensorTree): number[] {
  // A promise is refused below; why it fails then is of no use to anyone.
  if (result instanceof Promise) result.catch(() => {});
  const tensors: tf.Tensor[] = [];
  visitTree(result, `${label}: result`, (tensor) => tensors.push(tensor));
  if (tensors.length === 0) throw new TypeError(`${label}: result has no tensor, expected one or more`);
  const ids = backend.getInputTensorIds(tensors);
  return ids.map((id) => backend.binding.executeOp("Identity", [], [id], 1)[0].id);
}

// A function of its own, so that what lives on with a recording is the result's form and not all that made it.
function rebuilder<Result extends TensorTree>(form: Result): (tensors: tf.Tensor[]) => Result {
  return (tensors) => {
    let next = 0;
    return mapTree(form, () => tensors[next++]);
  };
}

/** Refuses JavaScript's random numbers, which would be drawn once, at recording, and be the same ever after. */
function withoutRandomness<Result>(label: string, body: () => Result): Result {
  const depth = scopeDepth();
  const before = Object.getOwnPropertyDescriptor(Math, "random")!;
  const value = () => {
    const op = opUnderWay(depth) ?? "body";
    throw new Error(
      `${label}: ${op} draws a random number while it is recorded, expected an op with a seed tensor`,
    );
  };
  Object.defineProperty(Math, "random", { ...before, value });
  try {
    return body();
  } finally {
    Object.defineProperty(Math, "random", before);
  }
}
