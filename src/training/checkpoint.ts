/**
 * @file A training run on disk, complete enough that going on from it changes no bit.
 */
import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { readSafetensors, writeSafetensors } from "../engine/safetensors";
import { tf } from "../engine/tensorflow";
import { disposeTree, mapTree, type Params, type TensorTree, visitTree } from "../engine/tensorTree";
import type { History } from "./history";
import type { StepState } from "./trainingStep";

/** A run between two steps. */
export interface Checkpoint {
  /** Steps taken; batches and seeds follow from it. */
  step: number;
  state: StepState;
  history: History;
  /** The weights kept so far, and after how many steps. */
  kept?: { step: number; params: Params };
}

/** What a checkpoint says beside its tensors. */
interface Notes {
  identity: string;
  step: number;
  keptStep?: number;
  history: History;
}

/**
 * Writes a run as one safetensors file: a new file in place of the old, so that a kill leaves one of them whole.
 */
export function writeCheckpoint(file: string, identity: string, run: Checkpoint): void {
  const tensors: Params = {};
  const collect = (tree: TensorTree, name: string) =>
    visitTree(tree, name, (tensor, path) => {
      tensors[path] = tensor;
    });
  collect(run.state, "state");
  if (run.kept) collect(run.kept.params, "kept");
  const notes: Notes = { identity, step: run.step, keptStep: run.kept?.step, history: run.history };
  // As a tensor of its bytes: notes and weights are one file, which is whole or not there.
  const bytes = tf.tensor1d(Int32Array.from(Buffer.from(JSON.stringify(notes))), "int32");
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeSafetensors(file, { ...tensors, notes: bytes });
  } finally {
    bytes.dispose();
  }
}

/**
 * Reads a run, or nothing where no file is.
 *
 * @param like a state of the same form, which tells the names and shapes that are expected
 * @throws RangeError if the file belongs to another run or lacks a tensor
 */
export function readCheckpoint(file: string, identity: string, like: StepState): Checkpoint | undefined {
  if (!existsSync(file)) return undefined;
  const tensors = readSafetensors(file);
  try {
    const { step, keptStep, history } = readNotes(file, identity, tensors);
    const restore = <Tree extends TensorTree>(tree: Tree, name: string) =>
      mapTree(tree, (tensor, path) => stored(tensors, path.replace(/^tree/, name), tensor, file));
    const state = restore(like, "state");
    const kept =
      keptStep === undefined ? undefined : { step: keptStep, params: restore(like.params, "kept") };
    return { step, state, history, kept };
  } catch (error) {
    disposeTree(tensors);
    throw error;
  } finally {
    tensors.notes?.dispose();
  }
}

function readNotes(file: string, identity: string, tensors: Params): Notes {
  if (!tensors.notes) throw new RangeError(`train: ${file} has no notes, expected a checkpoint`);
  const notes: Notes = JSON.parse(Buffer.from(Uint8Array.from(tensors.notes.dataSync())).toString());
  if (notes.identity === identity) return notes;
  throw new RangeError(`train: checkpoint ${file} belongs to run ${notes.identity}, expected ${identity}`);
}

function stored(tensors: Params, path: string, like: tf.Tensor, file: string): tf.Tensor {
  const tensor = tensors[path];
  if (tensor && tensor.shape.join() === like.shape.join()) return tensor;
  const found = tensor ? `has shape [${tensor.shape.join(", ")}]` : "is missing";
  throw new RangeError(`train: ${path} in checkpoint ${file} ${found}, expected [${like.shape.join(", ")}]`);
}
