/** @file The experiment `data-study/5-volume`: accuracy by the number of generated texts, and where it flattens. */
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { mean } from "../../statistics/mean";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import { metricAt, perSeed } from "./perSeed";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { paperStudy } from "./settings";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";

const identity = { name: "data-study/5-volume", revision: 1 };

export const volumeMethods: readonly PromptMethodName[] = ["zero-shot", "zero-shot topic", "few-shot 3"];
export const volumeSources = ["synthetic", "mixed"];

export const volume: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 10,
  run: async (options) => volumeResult(options.scale, await runVolume(options)),
  print: (result) => Object.values(volumeTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; a larger set begins with the smaller one. */
function runVolume(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  const count = Math.max(...paperStudy.volumes);
  return volumeSources.flatMap((source) =>
    volumeMethods.flatMap((method) =>
      paperStudy.volumes.map((size) => ({
        data: `${size} texts`,
        source,
        method,
        seed,
        async run(signal: AbortSignal) {
          const written = (await study.written(method, seed, { count }, signal)).slice(0, size);
          const { raw, test } = task.real(seed);
          const train = source === "mixed" ? [...raw, ...written] : written;
          return learnedScores(study, task, train, test, studyStream(seed, "learner"));
        },
      })),
    ),
  );
}

export const volumeClaims: readonly Claim[] = [
  {
    id: "more-helps",
    place: "Key results",
    sentence: "A thousand generated texts train better than a hundred",
    evidence: perSeed((records) => gain(records, 100, 1000)),
  },
  {
    id: "diminishing",
    place: "Key results",
    sentence: "The doubling from 1000 to 2000 gains less than a doubling from 100 to 1000 did on average",
    evidence: perSeed((records) => gain(records, 100, 1000) / Math.log2(10) - gain(records, 1000, 2000)),
  },
  {
    id: "still-rising",
    place: "ours",
    sentence: "2000 texts still train better than 1000",
    evidence: perSeed((records) => gain(records, 1000, 2000)),
  },
];

/** The curves and the verdicts that these runs give. */
export function volumeResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: identity.name, scale, records, claims: volumeClaims });
}

/** The result as tables; a notebook shows each of them. */
export function volumeTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  const metrics = [{ metric: "accuracy" }, { metric: "macroF1", title: "macro F1" }];
  return {
    scores: resultTable(rows, { metrics, caption: "By number of generated texts" }),
    claims: claimTable(volumeClaims, claims),
  };
}

/** The gain of accuracy, over methods, alone and mixed. */
function gain(records: readonly RunRecord[], from: number, to: number): number {
  const cells = volumeSources.flatMap((source) => volumeMethods.map((method) => ({ source, method })));
  const gains = cells.map((cell) => {
    const at = (size: number) => metricAt(records, { data: `${size} texts`, ...cell }, "accuracy");
    return at(to) - at(from);
  });
  return mean(gains);
}
