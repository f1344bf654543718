/** @file The experiment `data-study/3-mixing`: real and generated texts in different proportions. */
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

const identity = { name: "data-study/3-mixing", revision: 1 };
const method = "zero-shot topic";

/** A training set, by texts of each of the eleven fields. */
export interface Mixture {
  /** What is held fixed. */
  source: string;
  name: string;
  real: number;
  generated: number;
  /** How often each real text is in the set. */
  repeated: number;
}

const sizeOfSet = 36;

/** Sets of one size, one real text more for each generated one less; then more and more generated texts beside 99 real. */
export const mixtures: readonly Mixture[] = [
  ...[0, 4, 9, 18, 27, 36].map((real) => ({
    source: `${11 * sizeOfSet} texts`,
    name: `${Math.round((100 * real) / sizeOfSet)} % real`,
    real,
    generated: sizeOfSet - real,
    repeated: 1,
  })),
  ...[0, 1, 2, 5, 10].map((times) => ({
    source: "99 real",
    name: `1 : ${times}`,
    real: 9,
    generated: 9 * times,
    repeated: 1,
  })),
  ...[2, 5, 10].map((repeated) => ({
    source: "99 real",
    name: `1 : 10, real ones ${repeated} times`,
    real: 9,
    generated: 90,
    repeated,
  })),
];

export const mixing: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 10,
  run: async (options) => mixingResult(options.scale, await runMixing(options)),
  print: (result) => Object.values(mixingTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; see `runStudy`. */
function runMixing(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return mixtures.map(({ source, name, real, generated, repeated }) => ({
    data: task.name,
    source,
    method: name,
    seed,
    async run(signal: AbortSignal) {
      const shown = real === 0 ? [] : realTexts(study.world.real, real, seed);
      const written = await study.written(method, seed, {}, signal);
      const train = [...Array(repeated).fill(shown).flat(), ...written.slice(0, 11 * generated)];
      return learnedScores(study, task, train, task.real(seed).test, studyStream(seed, "learner"));
    },
  }));
}

const place = "Open questions";
const equal = `${11 * sizeOfSet} texts`;

export const mixingClaims: readonly Claim[] = [
  {
    id: "real-over-generated",
    place: "ours",
    sentence: "Of sets of one size, all real trains better than all generated",
    evidence: difference(equal, "100 % real", equal, "0 % real"),
  },
  {
    id: "quarter-real",
    place,
    sentence:
      "A quarter of real texts in a set of one size closes more than half of that gap (effect: share closed - 0.5)",
    evidence: perSeed((records) => {
      const at = (name: string) => accuracyAt(records, equal, name);
      return (at("25 % real") - at("0 % real")) / (at("100 % real") - at("0 % real")) - 0.5;
    }),
  },
  {
    id: "repeating-helps",
    place: "ours",
    sentence: "Beside ten times as many generated texts, real ones should be shown five times",
    evidence: difference("99 real", "1 : 10, real ones 5 times", "99 real", "1 : 10"),
  },
];

/** The curves and the verdicts that these runs give. */
export function mixingResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: identity.name, scale, records, claims: mixingClaims });
}

/** The result as tables; a notebook shows each of them. */
export function mixingTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  const metrics = [{ metric: "accuracy" }, { metric: "macroF1", title: "macro F1" }];
  return {
    scores: resultTable(rows, { metrics, caption: "Real and generated texts, real : generated" }),
    claims: claimTable(mixingClaims, claims),
  };
}

function difference(source: string, name: string, otherSource: string, other: string) {
  return perSeed((records) => accuracyAt(records, source, name) - accuracyAt(records, otherSource, other));
}

function accuracyAt(records: readonly RunRecord[], source: string, name: string): number {
  return metricAt(records, { data: "fields", source, method: name }, "accuracy");
}
