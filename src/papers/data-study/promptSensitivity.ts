/** @file The experiment `data-study/8-prompt-sensitivity`: the same request in three wordings. */

import { percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { recordsBySeed } from "../../experiments/recordsBySeed";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { mean } from "../../statistics/mean";
import { twoWayVariance, type VarianceShares } from "../../statistics/twoWayVariance";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import { worldWordings } from "../world/worldPrompt";
import { metricAt, perSeed } from "./perSeed";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { setMeasures } from "./setMeasures";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";

const identity = { name: "data-study/8-prompt-sensitivity", revision: 1 };

export const wordings = ["usual", "first paraphrase", "second paraphrase"];
export const sensitivityMethods: readonly PromptMethodName[] = ["zero-shot", "zero-shot topic", "few-shot 3"];

export const promptSensitivity: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 10,
  run: async (options) => sensitivityResult(options.scale, await runSensitivity(options)),
  print: (result) => Object.values(sensitivityTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; wordings share a run's labels, topics, demonstrations and chance. */
function runSensitivity(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return sensitivityMethods.flatMap((method) =>
    wordings.map((wording, at) => ({
      data: task.name,
      source: wording,
      method,
      seed,
      async run(signal: AbortSignal) {
        const written = await study.written(method, seed, { words: worldWordings[at] }, signal);
        const learner = studyStream(seed, "learner");
        const scores = await learnedScores(study, task, written, task.real(seed).test, learner);
        const { fidelity, accepted, similarity } = setMeasures(study, written);
        return { ...scores, fidelity, accepted, similarity };
      },
    })),
  );
}

export const sensitivityClaims: readonly Claim[] = [
  {
    id: "usual-wording-best",
    place: "Open questions",
    sentence: "The wording that the model read most often writes the most useful texts",
    evidence: perSeed((records) => {
      const of = (wording: string) => {
        const values = sensitivityMethods.map((method) =>
          metricAt(records, { data: "fields", source: wording, method }, "accuracy"),
        );
        return mean(values);
      };
      return of(wordings[0]) - (of(wordings[1]) + of(wordings[2])) / 2;
    }),
  },
];

export function sensitivityResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: identity.name, scale, records, claims: sensitivityClaims });
}

/** How the spread of a metric is split between wording, seed and both together, for each way of prompting. */
export function sensitivityShares(
  records: readonly RunRecord[],
  metric = "accuracy",
): (VarianceShares & { method: string })[] {
  const runs = recordsBySeed(records);
  return sensitivityMethods.map((method) => {
    const table = wordings.map((wording) =>
      runs.map((own) => metricAt(own, { data: "fields", source: wording, method }, metric)),
    );
    return { method, ...twoWayVariance(table) };
  });
}

export function sensitivityTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "accuracy" },
        { metric: "fidelity", title: "right class", format: percent(1) },
        { metric: "similarity" },
      ],
      caption: "One request in three wordings",
    }),
    claims: claimTable(sensitivityClaims, claims),
  };
}
