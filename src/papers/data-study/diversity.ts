/** @file The experiment `data-study/4-diversity`: are more varied sets worth more? Five ways of prompting, four temperatures. */
import { fixed, percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { spearmanCorrelation } from "../../statistics/correlation";
import { perSeed } from "./perSeed";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { setMeasures } from "./setMeasures";
import { paperStudy } from "./settings";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";

const identity = { name: "data-study/4-diversity", revision: 2 };

const temperatures = [0.5, 0.75, 1, 1.25];

export const diversity: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 10,
  run: async (options) => diversityResult(options.scale, await runDiversity(options)),
  print: (result) => Object.values(diversityTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; see `runStudy`. */
function runDiversity(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return paperStudy.methods.flatMap((method) =>
    temperatures.map((temperature) => ({
      data: task.name,
      source: temperatureName(temperature),
      method,
      seed,
      async run(signal: AbortSignal) {
        const written = await study.written(method, seed, { temperature }, signal);
        const learner = studyStream(seed, "learner");
        const scores = await learnedScores(study, task, written, task.real(seed).test, learner);
        return { ...scores, ...setMeasures(study, written) };
      },
    })),
  );
}

/** The rank correlation, over the sets of a seed, of accuracy with a measure; `sign` -1 where less is more varied. */
function correlationWith(metric: string, sign: 1 | -1, of: (record: RunRecord) => boolean = () => true) {
  return perSeed((records) => {
    const sets = records.filter(of);
    return spearmanCorrelation(
      sets.map(({ metrics }) => sign * metrics[metric]),
      sets.map(({ metrics }) => metrics.accuracy),
    );
  });
}

const usual = temperatureName(1);

export const diversityClaims: readonly Claim[] = [
  {
    id: "varied-sets",
    place: "Key results",
    sentence: "Less similar texts train better (effect: rank correlation over all sets)",
    evidence: correlationWith("similarity", -1),
  },
  {
    id: "varied-ways",
    place: "Mechanism 3",
    sentence: "So they do over the five ways of prompting at one temperature",
    evidence: correlationWith("similarity", -1, ({ source }) => source === usual),
  },
  {
    id: "varied-words",
    place: "ours",
    sentence: "More different word pairs train better (rank correlation over all sets)",
    evidence: correlationWith("distinct2", 1),
  },
  {
    id: "less-repeated",
    place: "ours",
    sentence: "Sets that repeat less of one another's words train better (Self-BLEU, rank correlation)",
    evidence: correlationWith("selfBleu", -1),
  },
  {
    id: "more-different-texts",
    place: "ours",
    sentence: "Sets that amount to more different texts train better (Vendi score, rank correlation)",
    evidence: correlationWith("vendi", 1),
  },
  {
    id: "coverage",
    place: "ours",
    sentence: "Sets that cover a field's topics evenly train better (rank correlation over all sets)",
    evidence: correlationWith("coverage", 1),
  },
  {
    id: "fidelity",
    place: "ours",
    sentence: "Sets with right labels train better (rank correlation over all sets)",
    evidence: correlationWith("fidelity", 1),
  },
];

/** The sets and the verdicts that these runs give. */
export function diversityResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: identity.name,
    scale,
    records,
    lowerIsBetter: ["similarity", "selfBleu"],
    claims: diversityClaims,
  });
}

/** The result as tables; a notebook shows each of them. */
export function diversityTables({ rows, claims }: ExperimentResult): { sets: Table; claims: Table } {
  return {
    sets: resultTable(rows, {
      metrics: [
        { metric: "accuracy" },
        { metric: "similarity" },
        { metric: "distinct2", title: "distinct-2" },
        { metric: "selfBleu", title: "Self-BLEU" },
        { metric: "vendi", title: "Vendi score of 30", format: fixed(1) },
        { metric: "coverage", title: "topic coverage" },
        { metric: "fidelity", title: "right class", format: percent(1) },
      ],
      caption: "Sets of a thousand texts by way of prompting and temperature",
    }),
    claims: claimTable(diversityClaims, claims),
  };
}

function temperatureName(temperature: number): string {
  return `temperature ${temperature}`;
}
