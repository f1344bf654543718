/** @file The experiment `data-study/9-other-domains`: the same question on five small tasks of a subject each. */
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

const identity = { name: "data-study/9-other-domains", revision: 1 };

/** The fields that are easily confused, by subject: one small task each. */
const domains: Readonly<Record<string, readonly [number, number]>> = {
  sea: [0, 2],
  stars: [2, 4],
  immunity: [4, 6],
  earth: [6, 8],
  machines: [8, 11],
};
const arms = ["real only", "zero-shot", "zero-shot topic"] as const;

export const otherDomains: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 10,
  run: async (options) => domainsResult(options.scale, await runDomains(options)),
  print: (result) => Object.values(domainsTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; see `runStudy`. */
export function runDomains(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return Object.entries(domains).flatMap(([domain, [from, to]]) => {
    const labels = task.labels.slice(from, to);
    const inside = ({ label }: { label: string }) => labels.includes(label);
    return arms.map((arm) => ({
      data: domain,
      source: arm === "real only" ? "real" : "mixed",
      method: arm,
      seed,
      async run(signal: AbortSignal) {
        const { raw, test } = task.real(seed);
        const written = arm === "real only" ? [] : await study.written(arm, seed, {}, signal);
        const train = [...raw, ...written].filter(inside);
        return learnedScores(study, { labels }, train, test.filter(inside), studyStream(seed, "learner"));
      },
    }));
  });
}

function gain(records: readonly RunRecord[], data: string): number {
  const real = metricAt(records, { data, source: "real", method: "real only" }, "accuracy");
  return metricAt(records, { data, source: "mixed", method: "zero-shot topic" }, "accuracy") - real;
}

const domainsClaims: readonly Claim[] = Object.keys(domains).map((domain) => ({
  id: `helps-${domain}`,
  place: "Open questions",
  sentence: `Generated texts beside 9 real ones of a field help in the domain ${domain}`,
  evidence: perSeed((records) => gain(records, domain)),
}));

function domainsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: identity.name,
    scale,
    records,
    comparisons: Object.keys(domains).flatMap((data) =>
      arms.slice(1).map((method) => ({
        metric: "accuracy",
        of: { data, method },
        minus: { data, method: "real only" },
      })),
    ),
    claims: domainsClaims,
  });
}

function domainsTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "accuracy" },
        { metric: "macroF1", title: "macro F1" },
        { metric: "accuracy minus real only", title: "gain", format: signed(3) },
      ],
      caption: "Five domains of two or three fields",
    }),
    claims: claimTable(domainsClaims, claims),
  };
}
