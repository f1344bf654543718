/**
 * @file The experiment `dimp/E-time`: what CE, IMP, DIMP and learned weights cost, Table 3 and Figure 3.
 */
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { learnedWeightClassifier } from "../../weighting/learnedWeightTraining";
import { type CostArm, costArms } from "./costArms";
import { costName, costResult } from "./costResult";
import { methodCost } from "./methodCost";
import { printCost } from "./printCost";
import type { Scene } from "./scene";
import { type SeedDesk, seedDesk } from "./seedDesk";
import { paperSettings, type TableSettings, worldSettings } from "./settings";
import { worldScene } from "./worldScene";

/** To be raised when a change of code changes what is counted. */
const revision = 1;

/** App. E in proportion: 2.4 % as many real texts as generated ones, five epochs for everything, batches of 32. */
export const costSettings: TableSettings = {
  ...worldSettings,
  rows: { smallReal: 25, synthetic: 1024, largeReal: 0, test: 1 },
  schedule: { ...worldSettings.schedule, epochs: 5 },
  smallSchedule: { ...worldSettings.schedule, epochs: 5 },
};

/** App. E of Kuo et al. 2025. */
export const cost: Experiment = {
  name: costName,
  scales: ["world"],
  seeds: paperSettings.seeds,
  run: (options) => runCost(options),
  print: printCost,
};

/**
 * Times every arm in turn, seed after seed, so that all meet the machine in the same states.
 *
 * Before an arm is first timed it runs for one epoch, which records its graphs.
 *
 * @param settings other sizes, for tests
 * @throws RangeError if a folder is given; the signal's reason if it is aborted
 */
export async function runCost(
  { scale, data, seeds, ledger, onProgress, signal }: ExperimentOptions,
  settings: TableSettings = costSettings,
): Promise<ExperimentResult> {
  if (data !== undefined) throw new RangeError(`cost: data is ${data}, expected none`);
  const scene = worldScene(settings);
  const desk = seedDesk(scene, undefined, settings);
  const cost = warmedCost(scene, desk);
  try {
    const cells = Array.from({ length: seeds }, (_, seed) =>
      costArms.map(
        (arm): Cell => ({
          data: scene.data,
          source: "synthetic",
          method: arm.name,
          seed,
          settings: { revision, ...scene.settings, ...scene.fingerprint },
          run: (signal) => cost(arm, seed, signal),
        }),
      ),
    ).flat();
    return costResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
  } finally {
    await desk.dispose();
    cost.dispose();
    scene.dispose();
  }
}

/** Times arms whose graphs were all recorded before. */
export function warmedCost(scene: Scene, desk: SeedDesk) {
  const { schedule } = scene.settings;
  const warm = new Set<string>();
  const graphs = learnedWeightClassifier(scene.graphs);
  const time = async (arm: CostArm, seed: number, signal: AbortSignal) => {
    const { of } = await desk.take(seed, signal);
    const run = { scene, learned: graphs, of, arm, seed, signal };
    if (!warm.has(arm.name)) await methodCost({ ...run, schedule: { ...schedule, epochs: 1 } });
    warm.add(arm.name);
    return methodCost({ ...run, schedule });
  };
  return Object.assign(time, { dispose: () => graphs.dispose() });
}
