/** @file Section 4.5 at scale `small`: one complete run with a real language model, judged by several classifiers. */

import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import type { Json } from "../../text/canonicalJson";
import { armTextFacts, candidateFacts, scoresOf, tuningFacts } from "./smallFacts";
import { type ArmTexts, rejectedTexts, type SmallRunSettings, smallArms, writtenTexts } from "./smallRun";
import { type PipelineRun, pipelineRun, type RunProgress } from "./stages/pipelineRun";
import type { PipelineScene } from "./stages/scene";
import type { WriterArm } from "./stages/writerArm";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** The texts, pairs and tunings of the run come from this seed; the others vary the classifiers that judge them. */
const runSeed = 0;

/** A way to come by synthetic texts. */
interface TextArm {
  method: string;
  texts(run: PipelineRun, progress: RunProgress): Promise<ArmTexts>;
}

/**
 * Generates, tunes, generates again and trains classifiers, each once; only the last for seeds 0, 1, ...
 *
 * Every stage is kept beside the ledger as soon as it is made: texts some prompts at a time, tunings every few steps.
 * A run that was killed goes on from there.
 *
 * Differs: from U-DPO, Section 4.5: one run of the generator and of each tuning, so that intervals over the seeds say
 *          nothing of how these vary.
 *
 * @throws the signal's reason if it is aborted; what was finished stays
 */
export async function runSmallHybrid(
  scene: PipelineScene,
  settings: SmallRunSettings,
  {
    ledger,
    onProgress,
    signal,
    seeds,
  }: Pick<ExperimentOptions, "ledger" | "onProgress" | "signal" | "seeds">,
): Promise<RunRecord[]> {
  const run = pipelineRun(scene, runSeed, stageFolder(ledger));
  try {
    return await runGrid({ cells: cellsOf(run, settings, seeds), ledger, onProgress, signal });
  } finally {
    await run.dispose();
  }
}

function cellsOf(run: PipelineRun, settings: SmallRunSettings, seeds: number): Cell[] {
  const { base, dpo, utilityDpo } = smallArms(settings);
  const written = (arm: WriterArm): TextArm => ({
    method: arm.method,
    texts: (of, progress) => writtenTexts(of, arm, settings, progress),
  });
  const arms: TextArm[] = [
    written(base),
    written(dpo),
    written(utilityDpo),
    { method: "rejection", texts: (of, { signal }) => rejectedTexts(of, signal) },
  ];
  const cell = cellMaker(run, settings);
  return [
    cell("candidates", base.method, runSeed, ({ signal }) => candidateFacts(run, settings, signal)),
    ...[dpo, utilityDpo].map((arm) =>
      cell("tuning", arm.method, runSeed, (progress) => tuningFacts(run, arm, settings, progress)),
    ),
    ...arms.map((arm) =>
      cell("texts", arm.method, runSeed, async (progress) => armTextFacts(await arm.texts(run, progress))),
    ),
    ...Array.from({ length: seeds }, (_, seed) => classifierCells(run, arms, seed, cell)).flat(),
  ];
}

type MakeCell = (
  source: string,
  method: string,
  seed: number,
  measure: (progress: RunProgress) => Promise<RunRecord["metrics"]>,
) => Cell;

function cellMaker({ scene }: PipelineRun, settings: SmallRunSettings): MakeCell {
  const { texts, candidates, margins, pairs, tuning, writing } = scene.settings;
  const stages = { texts, candidates, margins, pairs, tuning, volume: writing.volume, run: settings };
  const identity: { [name: string]: Json } = JSON.parse(
    JSON.stringify({ revision, ...stages, fingerprint: scene.fingerprint }),
  );
  return (source, method, seed, measure) => ({
    data: scene.data,
    source,
    method,
    seed,
    settings: identity,
    run: (signal, report) => measure({ signal, report }),
  });
}

/** Real texts alone, and each arm's texts alone and beside them. */
function classifierCells(run: PipelineRun, arms: readonly TextArm[], seed: number, cell: MakeCell): Cell[] {
  const { real } = run.texts;
  const synthetic = async (arm: TextArm, progress: RunProgress) => (await arm.texts(run, progress)).texts;
  return [
    cell("real", "none", seed, (progress) => scoresOf(run, real, seed, progress)),
    ...arms.flatMap((arm) => [
      cell("synthetic", arm.method, seed, async (progress) =>
        scoresOf(run, await synthetic(arm, progress), seed, progress),
      ),
      cell("real and synthetic", arm.method, seed, async (progress) =>
        scoresOf(run, [...real, ...(await synthetic(arm, progress))], seed, progress),
      ),
    ]),
  ];
}
