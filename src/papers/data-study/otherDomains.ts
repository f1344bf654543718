/** @file The experiment `data-study/9-other-domains`: the same question on five small tasks of a subject each. */
import { signed } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Example } from "../../data/dataset";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { mean } from "../../statistics/mean";
import { metricAt, perSeed } from "./perSeed";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";

const identity = { name: "data-study/9-other-domains", revision: 1 };

/** The fields that are easily confused, by subject: one small task each. */
export const domains: Readonly<Record<string, readonly [number, number]>> = {
  sea: [0, 2],
  stars: [2, 4],
  immunity: [4, 6],
  earth: [6, 8],
  machines: [8, 11],
};
const arms = ["real only", "zero-shot", "zero-shot topic"] as const;
type DomainArm = (typeof arms)[number];

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
  return Object.keys(domains).flatMap((domain) =>
    arms.map((arm) => ({
      data: domain,
      source: sourceOf(arm),
      method: arm,
      seed,
      async run(signal: AbortSignal) {
        const { labels, train, test } = await domainTexts(study, domain, arm, seed, signal);
        return learnedScores(study, { labels }, train, test, studyStream(seed, "learner"));
      },
    })),
  );
}

/** The fields of a domain, and the texts of a run that are of one of them. */
export async function domainTexts(
  study: Study,
  domain: string,
  arm: DomainArm,
  seed: number,
  signal?: AbortSignal,
): Promise<{ labels: readonly string[]; train: Example[]; test: Example[] }> {
  const [task] = study.tasks;
  const labels = task.labels.slice(...domains[domain]);
  const inside = ({ label }: Example) => labels.includes(label);
  const { raw, test } = task.real(seed);
  const written = arm === "real only" ? [] : await study.written(arm, seed, {}, signal);
  return { labels, train: [...raw, ...written].filter(inside), test: test.filter(inside) };
}

function accuracyAt(records: readonly RunRecord[], data: string, method: DomainArm): number {
  return metricAt(records, { data, source: sourceOf(method), method }, "accuracy");
}

function sourceOf(arm: DomainArm): string {
  return arm === "real only" ? "real" : "mixed";
}

export const domainsClaims: readonly Claim[] = [
  ...Object.keys(domains).map((domain) => ({
    id: `helps-${domain}`,
    place: "Open questions",
    sentence: `Generated texts beside 9 real ones of a field help in the domain ${domain}`,
    evidence: perSeed(
      (records) => accuracyAt(records, domain, "zero-shot topic") - accuracyAt(records, domain, "real only"),
    ),
  })),
  {
    id: "topics-help-in-domains",
    place: "Open questions",
    sentence: "In small domains, too, topic prompts help more than the label alone (mean of the five)",
    evidence: perSeed((records) =>
      mean(
        Object.keys(domains).map(
          (domain) =>
            accuracyAt(records, domain, "zero-shot topic") - accuracyAt(records, domain, "zero-shot"),
        ),
      ),
    ),
  },
];

const contrasts = [
  ["zero-shot", "real only"],
  ["zero-shot topic", "real only"],
  ["zero-shot topic", "zero-shot"],
] as const;

export function domainsResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: identity.name,
    scale,
    records,
    comparisons: Object.keys(domains).flatMap((data) =>
      contrasts.map(([of, minus]) => ({
        metric: "accuracy",
        of: { data, method: of },
        minus: { data, method: minus },
      })),
    ),
    claims: domainsClaims,
  });
}

export function domainsTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "accuracy" },
        { metric: "macroF1", title: "macro F1" },
        { metric: "accuracy minus real real only", title: "over real alone", format: signed(3) },
        { metric: "accuracy minus zero-shot", title: "over zero-shot", format: signed(3) },
      ],
      caption: "Five domains of two or three fields",
    }),
    claims: claimTable(domainsClaims, claims),
  };
}
