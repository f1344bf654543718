/**
 * @file Trains with a method and looks after every epoch; nothing is chosen by what is seen.
 */
import { disposeTree, type Params } from "../../engine/tensorTree";
import type { Measures } from "../../training/history";
import { keepLast } from "../../training/keep";
import { type ClassifierSchedule, trainClassifier } from "../../training/trainClassifier";
import type { CheckerScores } from "./methods";
import { sourceStream } from "./seedCheckers";
import type { TrainRun } from "./trainMethod";

/**
 * What a measure gives after the first epoch, the second, and so on.
 *
 * @param scores what the method's columns are made of
 * @throws the signal's reason if it is aborted
 */
export async function measureEpochs(
  { scene, of, method, source, seed, signal, report }: TrainRun,
  scores: CheckerScores,
  schedule: ClassifierSchedule,
  measure: (params: Params) => Promise<Measures>,
): Promise<Measures[]> {
  const { history, params } = await trainClassifier({
    graphs: scene.graphs,
    loss: method.loss,
    schedule,
    params: of.params,
    ...of.sources[source],
    columns: method.columns(scores),
    random: sourceStream(seed, source),
    measure: { run: measure, keep: keepLast },
    signal,
    onProgress: ({ step, steps }) => report(step / steps),
  });
  disposeTree(params);
  return history.measures.map(({ values }) => values);
}
