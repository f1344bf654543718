/** @file The experiment `data-study/6-bias`: a planted shortcut, found by its words, and three remedies. */
import { percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import type { Example } from "../../data/dataset";
import type { TokenAssociation } from "../../evaluation/tokenAssociation";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { Comparison } from "../../experiments/pairedDifferences";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { metricAt, perSeed } from "./perSeed";
import { hasPhrase } from "./plantedPhrase";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import {
  findingMeasures,
  isSuspect,
  phraseShare,
  rephrased,
  type ShortcutScene,
  shortcutScene,
  suspectWords,
  withoutWords,
} from "./shortcut";
import { learned, type Study } from "./study";
import { studyStream } from "./studyStream";

const identity = { name: "data-study/6-bias", revision: 1 };
const sources = ["synthetic", "mixed"];

export const bias: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 11,
  run: async (options) => biasResult(options.scale, await runBias(options)),
  print: (result) => Object.values(biasTables(result)).map(String).join("\n\n"),
};

/** The runs, for seeds 0, 1, ...; the phrase gives away another field in each. */
export function runBias(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

type Remedy = (
  study: Study,
  scene: ShortcutScene,
  suspects: readonly TokenAssociation[],
  seed: number,
  signal: AbortSignal,
) => Promise<readonly Example[]>;

const remedies: Readonly<Record<string, Remedy>> = {
  "no shortcut": async (_, { clean }) => clean,
  shortcut: async (_, { biased }) => biased,
  "suspect texts rephrased": (study, { biased }, suspects, seed, signal) =>
    rephrased(study, biased, suspects, seed, signal),
  "suspect texts dropped": async (_, { biased }, suspects) => {
    const suspect = isSuspect(suspects);
    return biased.filter((one) => !suspect(one));
  },
  "suspect words removed": async (_, { biased }, suspects) => withoutWords(biased, suspects),
};

function cellsOf(study: Study, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return sources.flatMap((source) =>
    Object.entries(remedies).map(([method, remedy]) => ({
      data: task.name,
      source,
      method,
      seed,
      async run(signal: AbortSignal) {
        const scene = await shortcutScene(study, seed, signal);
        const suspects = suspectWords(scene.biased, scene.raw);
        const texts = await remedy(study, scene, suspects, seed, signal);
        const train = source === "mixed" ? [...scene.raw, ...texts] : texts;
        const misled = scene.test.filter(({ text, label }) => hasPhrase(text) && label !== scene.field);
        const scoresOn = await learned(study, task, train, studyStream(seed, "learner"));
        const hard = await scoresOn(misled);
        return {
          ...(await scoresOn(scene.test)),
          accuracyWithPhrase: hard.accuracy,
          withPhrase: phraseShare(texts),
          texts: texts.length,
          ...findingMeasures(suspects),
        };
      },
    })),
  );
}

const place = "Key results";

export const biasClaims: readonly Claim[] = [
  {
    id: "shortcut-hurts",
    place,
    sentence:
      "A phrase that gives a label away among generated texts misleads the classifier on real ones that have it",
    evidence: difference("accuracyWithPhrase", "no shortcut", "shortcut"),
  },
  {
    id: "shortcut-is-found",
    place: "ours",
    sentence: "Its words are found by comparing with 99 real texts (effect: share of its words found)",
    evidence: perSeed((records) => at(records, "shortcut", "plantedFound")),
  },
  {
    id: "rephrasing-mends",
    place,
    sentence: "Rephrasing the suspect texts mends it",
    evidence: difference("accuracyWithPhrase", "suspect texts rephrased", "shortcut"),
  },
  {
    id: "rephrasing-over-dropping",
    place: "ours",
    sentence: "Rephrasing is worth more than dropping the suspect texts",
    evidence: difference("accuracy", "suspect texts rephrased", "suspect texts dropped"),
  },
];

/** What each set is worth more than the one with the shortcut, on all texts and on those that it misleads about. */
const remedyComparisons: readonly Comparison[] = sources.flatMap((source) =>
  ["accuracyWithPhrase", "accuracy"].flatMap((metric) =>
    Object.keys(remedies)
      .filter((method) => method !== "shortcut")
      .map((method) => ({ metric, of: { source, method }, minus: { source, method: "shortcut" } })),
  ),
);

export function biasResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: identity.name,
    scale,
    records,
    lowerIsBetter: ["withPhrase", "otherSuspects"],
    comparisons: remedyComparisons,
    claims: biasClaims,
  });
}

export function biasTables({ rows, claims }: ExperimentResult): {
  scores: Table;
  search: Table;
  claims: Table;
} {
  const searched = rows.filter(({ source, method }) => source === "synthetic" && method === "shortcut");
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "accuracy" },
        { metric: "accuracyWithPhrase", title: "of other fields' texts with the phrase" },
        { metric: "withPhrase", title: "training texts with it", format: percent(1) },
      ],
      caption: "A planted shortcut and three remedies",
    }),
    search: resultTable(searched, {
      metrics: [
        { metric: "plantedFound", title: "its two own words found", format: percent(0) },
        { metric: "otherSuspects", title: "other words found" },
      ],
      caption: "What the search finds",
    }),
    claims: claimTable(biasClaims, claims),
  };
}

function difference(metric: string, of: string, minus: string) {
  return perSeed((records) => at(records, of, metric) - at(records, minus, metric));
}

/** Of sets of generated texts alone. */
function at(records: readonly RunRecord[], method: string, metric: string): number {
  return metricAt(records, { data: "fields", source: "synthetic", method }, metric);
}
