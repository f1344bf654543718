/** @file Section 4.6 at scale `small`: a language model grades what three generators wrote, and is graded itself. */
import type { ExperimentOptions } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { type StageCache, stageCache, stageFolder } from "../../experiments/stageCache";
import type { Json } from "../../text/canonicalJson";
import type { Measures } from "../../training/history";
import { comparisonName, judgedComparisons } from "./judgedComparisons";
import { type JudgedSet, judgedSets } from "./smallJudgedTexts";
import { differenceFacts, setFacts } from "./smallJudgeFacts";
import type { RealGrades, RealJudge } from "./smallJudges";
import type { SmallPipelineSettings } from "./smallPipelineSettings";
import { type PipelineRun, pipelineRun } from "./stages/pipelineRun";
import type { PipelineScene } from "./stages/scene";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** The texts are those of the run of `u-dpo/4.5-hybrid` at scale `small`. */
const runSeed = 0;

export interface SmallJudgingSettings extends Pick<SmallPipelineSettings, "run" | "demonstrationTokens"> {
  /** Texts of a class in each set. */
  perClass: number;
}

/**
 * Has every judge grade every set of texts once: decoding is greedy and texts are of one run, so that a seed would
 * change nothing.
 *
 * Texts come from the stages beside the ledger where a run of `u-dpo/4.5-hybrid` has left them, and are written where
 * not. Grades are kept there too: a run that was killed goes on behind the last set.
 *
 * @throws the signal's reason if it is aborted; what was finished stays
 */
export async function runSmallJudging(
  scene: PipelineScene,
  settings: SmallJudgingSettings,
  judges: readonly RealJudge[],
  { ledger, onProgress, signal }: Pick<ExperimentOptions, "ledger" | "onProgress" | "signal">,
): Promise<RunRecord[]> {
  const folder = stageFolder(ledger);
  const run = pipelineRun(scene, runSeed, folder);
  const bench = { run, settings, cache: stageCache(folder), identity: identityOf(scene, settings) };
  try {
    const cells = judges.flatMap((judge) => cellsOf(bench, judge));
    return await runGrid({ cells, ledger, onProgress, signal });
  } finally {
    await run.dispose();
  }
}

/** What all cells share. */
interface Bench {
  run: PipelineRun;
  settings: SmallJudgingSettings;
  cache: StageCache;
  identity: { [name: string]: Json };
}

/** The sets, then the differences between them. */
function cellsOf({ run, settings, cache, identity }: Bench, judge: RealJudge): Cell[] {
  const sets = judgedSets(run, settings, settings.perClass);
  const graded = (set: JudgedSet, signal: AbortSignal, report?: (share: number) => void) =>
    cache("judged", [identity, run.scene.data, judge.source, set.method], async () =>
      judge.grade(await set.texts({ signal, report }), signal),
    );
  const named = (method: string) => sets.find((set) => set.method === method)!;
  const cell = (method: string, measure: Cell["run"]): Cell => ({
    data: run.scene.data,
    source: judge.source,
    method,
    seed: runSeed,
    settings: identity,
    run: measure,
  });
  return [
    ...sets.map((set) =>
      cell(set.method, async (signal, report) => setFacts(await graded(set, signal, report))),
    ),
    ...judgedComparisons.map((pair) =>
      cell(comparisonName(pair), async (signal): Promise<Measures> => {
        const of: RealGrades = await graded(named(pair.of), signal);
        return differenceFacts(of, await graded(named(pair.minus), signal));
      }),
    ),
  ];
}

/** Everything that decides texts and grades. */
function identityOf(scene: PipelineScene, settings: SmallJudgingSettings): { [name: string]: Json } {
  const { texts, candidates, margins, pairs, tuning } = scene.settings;
  const { run, perClass } = settings;
  const stages = { texts, candidates, margins, pairs, tuning, run };
  return JSON.parse(JSON.stringify({ revision, perClass, ...stages, fingerprint: scene.fingerprint }));
}
