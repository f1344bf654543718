/**
 * @file Graph functions: a function on tensors runs as one compiled function of TensorFlow instead of op by op.
 */
import { nodeBackend } from "./nodeBackend";
import { type Recording, record } from "./recording";
import { isRecording, isTaped } from "./tensorFlowEngine";
import { tensorFlowMessage } from "./tensorFlowMessage";
import { tf } from "./tensorflow";
import { flattenTree, mapTree, type TensorTree, visitTree } from "./tensorTree";

/** A function that is recorded at its first call for each signature of its arguments. */
export interface GraphFunction<Args extends TensorTree[], Result extends TensorTree> {
  /** Runs the function; the tensors of the result are the caller's to free. */
  (...args: Args): Result;
  /** How many recordings are held now. */
  readonly recordings: number;
  /** Forgets all recordings; a later call records anew. */
  dispose(): void;
}

/** How a graph function is made. */
export interface GraphFunctionOptions {
  /** Whether XLA compiles it: some seconds at the first call of each signature, then quicker. Default: no. */
  xla?: boolean;
  /** Tensors from outside that the function uses, such as masks and tables. They must outlive it. */
  constants?: TensorTree;
  /** How many recordings to hold; the one not called for longest goes first. Default: 16. */
  limit?: number;
}

/**
 * Makes a function on tensors run as one function of TensorFlow.
 *
 * At the first call for each signature (form of the arguments, shapes and dtypes) `body` runs once without computing:
 * its ops become a graph. Later calls run the graph and not `body`. Called inside another graph function or under a
 * gradient, `body` runs in line, so that both see its ops.
 *
 * @param name how errors begin, and the function's name in TensorFlow
 * @param body takes and returns trees of tensors; numbers that vary between calls go in as tensors
 * @throws RangeError if `limit` is not a whole number above 0; when called, TypeError for an argument that is not a
 *   tree of tensors, Error for what cannot be recorded: a value read on the host, an undeclared tensor from outside,
 *   JavaScript's random numbers
 */
export function graphFunction<Args extends TensorTree[], Result extends TensorTree>(
  name: string,
  body: (...args: Args) => Result,
  { xla = false, constants = [], limit = 16 }: GraphFunctionOptions = {},
): GraphFunction<Args, Result> {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new RangeError(`graphFunction: limit is ${limit}, expected a whole number above 0`);
  }
  const recordings = new Map<string, Recording<Result>>();

  const forget = (signature: string) => {
    nodeBackend().binding.removeFunction(recordings.get(signature)!.name);
    recordings.delete(signature);
  };
  const recordingFor = (signature: string, args: Args): Recording<Result> => {
    const recording = recordings.get(signature) ?? record(name, body, args, flattenTree(constants), xla);
    // A Map keeps the order of insertion: what is put back last is the one used last.
    recordings.delete(signature);
    recordings.set(signature, recording);
    if (recordings.size > limit) forget(recordings.keys().next().value as string);
    return recording;
  };
  const call = (...args: Args): Result => {
    const signature = signatureOf(name, args);
    if (isTaped() || isRecording()) return inLine(body, args);
    return run(name, recordingFor(signature, args), args);
  };
  return Object.defineProperties(call, {
    name: { value: name },
    recordings: { get: () => recordings.size },
    dispose: { value: () => [...recordings.keys()].forEach(forget) },
  }) as GraphFunction<Args, Result>;
}

function run<Result extends TensorTree>(
  name: string,
  recording: Recording<Result>,
  args: TensorTree[],
): Result {
  const lost = recording.captured.find((tensor) => tensor.isDisposed);
  if (lost)
    throw new Error(
      `${name}: constant of shape [${lost.shape}] is disposed, expected it to outlive the function`,
    );
  const inputs = [...flattenTree(args), ...recording.captured];
  try {
    const outputs = nodeBackend().executeMultipleOutputs(recording.name, [], inputs, recording.outputs);
    return recording.rebuild(outputs);
  } catch (error) {
    throw new Error(`${name}: ${tensorFlowMessage(error as Error)}`, { cause: error });
  }
}

/** Runs the body op by op. A result that is an argument is copied: the caller frees what it gets. */
function inLine<Args extends TensorTree[], Result extends TensorTree>(
  body: (...args: Args) => Result,
  args: Args,
): Result {
  return tf.tidy(() => mapTree(body(...args), (tensor) => tensor.clone()) as never);
}

/** Form, dtypes and shapes of the arguments as one text. */
function signatureOf(name: string, args: TensorTree[]): string {
  const parts: string[] = [];
  for (const [i, arg] of args.entries()) {
    visitTree(arg, `${name}: argument ${i + 1}`, (tensor, path) => {
      if (tensor.isDisposed) throw new Error(`${path} is disposed, expected a living tensor`);
      parts.push(`${path}:${tensor.dtype}[${tensor.shape}]`);
    });
  }
  return parts.join();
}
