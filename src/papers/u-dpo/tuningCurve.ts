/** @file A generator looked at again and again while it is tuned: what the classifier says of its texts, and what is true. */
import { disposeTree, type Params } from "../../engine/tensorTree";
import { sequenceLogProbs, sumLogProb } from "../../models/sequenceLogProbs";
import { mean } from "../../statistics/mean";
import type { Measures } from "../../training/history";
import { type Keep, keepLast, type Stop } from "../../training/keep";
import { writeTexts } from "./stages/candidates";
import { type PipelineRun, type RunProgress, writingPrompts } from "./stages/pipelineRun";
import { marginsOf } from "./stages/scoredCandidates";
import { textFacts } from "./stages/textFacts";
import type { WriterArm } from "./stages/writerArm";

export interface CurveSettings {
  /** In steps. */
  every: number;
  /** Texts of a class at each look. */
  perClass: number;
}

/** What was seen after so many steps, before the first included. */
export interface TuningCurve {
  seen: readonly { step: number; values: Measures }[];
  /** After how many steps the weights were kept. */
  keptStep: number;
}

/**
 * Tunes an arm and looks at its texts on the way, always with the same prompts and the same chance.
 *
 * `margin` is f's, which chose the pairs; `fidelity`, `accepted` and the others are as in `textFacts`. `logRatio` is how
 * many nats more probable the texts are to the tuned model than to the reference, a text: the divergence between them,
 * were the texts written at temperature 1.
 *
 * @param end which weights are kept, and when to end before the last step; default: the last weights, and never
 * @throws RangeError if the arm is not tuned; the signal's reason if it is aborted
 */
export async function tuningCurve(
  run: PipelineRun,
  arm: WriterArm,
  { every, perClass }: CurveSettings,
  { signal, report }: RunProgress,
  { keep = keepLast, stop }: { keep?: Keep; stop?: Stop } = {},
): Promise<TuningCurve> {
  if (!arm.tune) throw new RangeError(`tuningCurve: arm is ${arm.method}, expected one that is tuned`);
  const { policy } = await run.generator(signal);
  const look = (trainable: Params) => factsNow(run, trainable, perClass, signal);
  const before = { step: 0, values: await look(policy.trainable) };
  const { params, keptStep, history } = await arm.tune(run, {
    measure: { every, run: look, keep, stop },
    signal,
    onProgress: ({ step, steps }) => report?.(step / steps),
  });
  disposeTree(params);
  return { seen: [before, ...history.measures], keptStep };
}

async function factsNow(
  run: PipelineRun,
  trainable: Params,
  perClass: number,
  signal?: AbortSignal,
): Promise<Measures> {
  const { scene, seed } = run;
  const { decoder, policy, promptTokens, completionTokens } = await run.generator(signal);
  const writer = { ...decoder, ...policy.weights(trainable) };
  const prompts = writingPrompts(run, perClass);
  const options = { promptTokens, settings: scene.settings.candidates, samples: 1, seed, signal };
  const written = await writeTexts(writer, prompts, options);
  const margins = await marginsOf(scene.labels, await run.classifier(signal), written, signal);
  const facts = textFacts(
    scene,
    written.map(({ text, label }, at) => ({ text, label, margin: margins[at] })),
    seed,
  );
  const completions = written.map(({ text, prompt }) => ({
    prompt: promptTokens(prompts[prompt]),
    completion: completionTokens(text),
  }));
  const score = async (of: typeof writer) =>
    (await sequenceLogProbs(of, completions, { batchSize: 32, signal })).map(sumLogProb);
  return { ...facts, logRatio: mean(await score(writer)) - mean(await score(decoder)) };
}
