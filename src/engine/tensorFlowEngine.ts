/**
 * @file What this project needs of TensorFlow.js's engine and its types keep private: which backend computes now,
 * whether a gradient tape is running, which ops are under way.
 */
import { tf } from "./tensorflow";

interface Backend {
  readSync(dataId: object): unknown;
}

interface Engine {
  backendInstance: Backend;
  state: { gradientDepth: number; kernelDepth: number; scopeStack: { name: string }[] };
  trackTensor?: (tensor: tf.Tensor, backend: unknown) => void;
  readSync?: (dataId: object) => unknown;
  read?: (dataId: object) => Promise<unknown>;
}

const engine = tf.engine() as unknown as Engine;
let recordingFor: "graph" | "xla" | undefined;

/**
 * Computes `body` on a backend that records, and goes back to the one before whatever happens.
 *
 * @param xla whether what is recorded will be compiled with XLA
 * @returns the tensors that `body` made and did not free, which belong to that backend
 */
export function withRecordingBackend(backend: Backend, xla: boolean, body: () => void): tf.Tensor[] {
  const before = engine.backendInstance;
  const track = engine.trackTensor!;
  const made: tf.Tensor[] = [];
  engine.backendInstance = backend;
  engine.trackTensor = (tensor, of) => {
    made.push(tensor);
    track.call(engine, tensor, of);
  };
  // The engine would read a tensor from outside through the backend that made it.
  engine.readSync = (dataId) => backend.readSync(dataId);
  engine.read = async (dataId) => backend.readSync(dataId);
  recordingFor = xla ? "xla" : "graph";
  let whole = false;
  try {
    body();
    whole = true;
  } finally {
    if (!whole) tf.dispose(made);
    engine.backendInstance = before;
    // What is left are the methods of the engine's class.
    delete engine.trackTensor;
    delete engine.readSync;
    delete engine.read;
    recordingFor = undefined;
  }
  return made.filter((tensor) => !tensor.isDisposed);
}

/** Whether ops are recorded now rather than computed. */
export function isRecording(): boolean {
  return recordingFor !== undefined;
}

/** Whether what is recorded now will be compiled with XLA. */
export function isRecordingForXla(): boolean {
  return recordingFor === "xla";
}

/** Whether what is computed now is noted for a gradient. */
export function isTaped(): boolean {
  return engine.state.gradientDepth > 0 && engine.state.kernelDepth === 0;
}

/** How many scopes of `tf.tidy` and of ops are open. */
export function scopeDepth(): number {
  return engine.state.scopeStack.length;
}

/** The name of the outermost op of TensorFlow.js, as `softmax`, that began after the scope of this depth. */
export function opUnderWay(depth: number): string | undefined {
  const named = engine.state.scopeStack.slice(depth).find(({ name }) => name !== "unnamed scope");
  return named?.name.replace(/__op$/, "");
}
