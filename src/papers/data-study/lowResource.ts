/** @file The experiment `data-study/2-low-resource`: what generated texts add to few and to many real ones. */
import { signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { metricAt, perSeed } from "./perSeed";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";
import { realTexts } from "./studyTasks";

const identity = { name: "data-study/2-low-resource", revision: 1 };

/** Real texts of each of the eleven fields. */
export const realCounts = [3, 6, 9, 18, 36, 72];
const [usual, most] = [9, 72];
const method = "zero-shot topic";

export const lowResource: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 10,
  run: async (options) => lowResourceResult(options.scale, await runLowResource(options)),
  print: (result) => Object.values(lowResourceTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; topic prompts show no real text, so the generated set is the same for all counts. */
function runLowResource(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return realCounts.flatMap((perClass) =>
    ["real only", "mixed"].map((arm) => ({
      data: task.name,
      source: sourceOf(perClass),
      method: arm,
      seed,
      async run(signal: AbortSignal) {
        const real = realTexts(study.world.real, perClass, seed);
        const written = arm === "mixed" ? await study.written(method, seed, {}, signal) : [];
        const learner = studyStream(seed, "learner");
        return learnedScores(study, task, [...real, ...written], task.real(seed).test, learner);
      },
    })),
  );
}

/** The curves and the verdicts that these runs give. */
export function lowResourceResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: identity.name,
    scale,
    records,
    comparisons: realCounts.map((perClass) => {
      const source = sourceOf(perClass);
      return {
        metric: "accuracy",
        of: { source, method: "mixed" },
        minus: { source, method: "real only" },
      };
    }),
    claims: lowResourceClaims,
  });
}

export const lowResourceClaims: readonly Claim[] = [
  {
    id: "helps-few",
    place: "Key results",
    sentence: `Beside ${11 * usual} real texts, a thousand generated ones help`,
    evidence: perSeed((records) => gainAt(records, usual)),
  },
  {
    id: "gain-falls",
    place: "Mechanism 1",
    sentence: `They help more beside ${11 * usual} real texts than beside ${11 * most}`,
    evidence: perSeed((records) => gainAt(records, usual) - gainAt(records, most)),
  },
  {
    id: "helps-many",
    place: "ours",
    sentence: `They still help beside ${11 * most} real texts`,
    evidence: perSeed((records) => gainAt(records, most)),
  },
];

/** The result as tables; a notebook shows each of them. */
export function lowResourceTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "accuracy" },
        { metric: "macroF1", title: "macro F1" },
        { metric: "accuracy minus real only", title: "gain", format: signed(3) },
      ],
      caption: "A thousand generated texts beside few and many real ones",
    }),
    claims: claimTable(lowResourceClaims, claims),
  };
}

/** The name of a number of real texts in tables and ledgers. */
export function sourceOf(perClass: number): string {
  return `${11 * perClass} real`;
}

function gainAt(records: readonly RunRecord[], perClass: number): number {
  const at = (arm: string) =>
    metricAt(records, { data: "fields", source: sourceOf(perClass), method: arm }, "accuracy");
  return at("mixed") - at("real only");
}
