/** @file The experiment `data-study/7-llm-skill`: does a generator that is better at the task write more useful texts? */
import { percent } from "../../charts/format";
import type { Table } from "../../charts/table";
import { accuracy } from "../../evaluation/accuracy";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentOptions, ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { resultTable } from "../../experiments/resultTable";
import type { RunRecord } from "../../experiments/runRecord";
import { spearmanCorrelation } from "../../statistics/correlation";
import { fewShotLabels } from "../world/fewShotLabels";
import { type WorldModelSettings, worldModelSettings } from "../world/worldModelSettings";
import { perSeed } from "./perSeed";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { setMeasures } from "./setMeasures";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";

const identity = { name: "data-study/7-llm-skill", revision: 1 };

/** How long each generator has read, in training steps; each has its own decline of the learning rate. */
const readingSteps = [300, 700, 1500, 5000];
/** Real texts whose label the generator says. */
const askedTexts = 220;

export const skill: Experiment = {
  name: identity.name,
  scales: ["world"],
  seeds: 6,
  run: async (options) => skillResult(options.scale, await runSkill(options)),
  print: (result) => Object.values(skillTables(result)).map(String).join("\n\n"),
};

/**
 * The runs, generator by generator, for seeds 0, 1, ...; those generators that are not there are trained first.
 *
 * @param generators other language models, for tests
 */
export async function runSkill(
  options: ExperimentOptions,
  changes: StudyChanges = {},
  generators: Readonly<Record<string, WorldModelSettings>> = readers(),
): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (const [name, settings] of Object.entries(generators)) {
    const own = { ...changes, model: { settings, seed: 0 } };
    records.push(...(await runStudy(identity, options, (study, seed) => cellsOf(study, name, seed), own)));
  }
  return records;
}

/** The generators by name, from the one that has read least. */
export function readers(): Record<string, WorldModelSettings> {
  const { training } = worldModelSettings;
  return Object.fromEntries(
    readingSteps.map((steps) => [
      `${steps} steps`,
      { ...worldModelSettings, training: { ...training, steps } },
    ]),
  );
}

function cellsOf(study: Study, name: string, seed: number): StudyCell[] {
  const [task] = study.tasks;
  return [
    {
      data: task.name,
      source: "zero-shot topic",
      method: name,
      seed,
      async run(signal) {
        const { raw, test } = task.real(seed);
        const written = await study.written("zero-shot topic", seed, {}, signal);
        const learner = () => studyStream(seed, "learner");
        const alone = await learnedScores(study, task, written, test, learner());
        const mixed = await learnedScores(study, task, [...raw, ...written], test, learner());
        const said = await fewShotLabels(
          test.slice(0, askedTexts).map(({ text }) => text),
          {
            decoder: study.generators.decoder,
            prompts: task.labels.map((label) => ({ label, demonstrations: [] })),
            maxTokens: study.settings.maxTokens,
            signal,
          },
        );
        const actual = test.slice(0, askedTexts).map(({ label }) => task.labels.indexOf(label));
        const { fidelity, accepted, similarity } = setMeasures(study, written);
        return {
          ownAccuracy: accuracy(said, actual),
          alone: alone.accuracy,
          mixed: mixed.accuracy,
          fidelity,
          accepted,
          similarity,
        };
      },
    },
  ];
}

function rankCorrelation(one: string, other: string) {
  return perSeed((records) =>
    spearmanCorrelation(
      records.map(({ metrics }) => metrics[one]),
      records.map(({ metrics }) => metrics[other]),
    ),
  );
}

export const skillClaims: readonly Claim[] = [
  {
    id: "skill-decides",
    place: "Open questions",
    sentence:
      "Generators that are better at the task write texts that train better (effect: rank correlation; the paper finds that it need not be so)",
    evidence: rankCorrelation("ownAccuracy", "alone"),
  },
  {
    id: "fidelity-decides",
    place: "ours",
    sentence: "Generators that keep to the label write texts that train better (rank correlation)",
    evidence: rankCorrelation("fidelity", "alone"),
  },
  {
    id: "teaches-beyond-itself",
    place: "ours",
    sentence:
      "The classifier trained on mixed texts is better at the task than the generator that has read longest",
    evidence: perSeed((records) => {
      const { metrics } = records[records.length - 1];
      return metrics.mixed - metrics.ownAccuracy;
    }),
  },
];

export function skillResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: identity.name,
    scale,
    records,
    lowerIsBetter: ["similarity"],
    claims: skillClaims,
  });
}

export function skillTables({ rows, claims }: ExperimentResult): { scores: Table; claims: Table } {
  return {
    scores: resultTable(rows, {
      metrics: [
        { metric: "ownAccuracy", title: "generator's own accuracy" },
        { metric: "alone", title: "its texts alone" },
        { metric: "mixed", title: "beside 99 real" },
        { metric: "fidelity", title: "right class", format: percent(1) },
        { metric: "accepted", title: "grammatical", format: percent(1) },
        { metric: "similarity" },
      ],
      caption: "Generators by how long they have read",
    }),
    claims: claimTable(skillClaims, claims),
  };
}
