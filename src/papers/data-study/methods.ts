/** @file The experiment `data-study/1-methods`: five ways of prompting, alone and beside the real texts, on several tasks. */
import type { Experiment, ExperimentOptions } from "../../experiments/experiment";
import type { RunRecord } from "../../experiments/runRecord";
import type { PromptMethodName } from "../../text/prompts/promptMethods";
import { methodsResult, printMethods } from "./methodsResult";
import { runStudy, type StudyCell, type StudyChanges } from "./runStudy";
import { setMeasures } from "./setMeasures";
import { paperStudy } from "./settings";
import { printSmallMethods, smallMethods } from "./small/smallMethodsResult";
import { learnedScores, type Study } from "./study";
import { studyStream } from "./studyStream";
import type { StudyTask } from "./studyTasks";

const identity = { name: "data-study/1-methods", revision: 2 };

export const methods: Experiment = {
  name: identity.name,
  scales: ["world", "small"],
  seeds: 10,
  run: async (options) =>
    options.scale === "small"
      ? smallMethods(options)
      : methodsResult(options.scale, await runMethods(options)),
  print: (result) => (result.scale === "small" ? printSmallMethods(result) : printMethods(result)),
};

/** The runs, for seeds 0, 1, ...; see `runStudy`. */
export function runMethods(options: ExperimentOptions, changes?: StudyChanges): Promise<RunRecord[]> {
  return runStudy(identity, options, cellsOf, changes);
}

function cellsOf(study: Study, seed: number): StudyCell[] {
  return study.tasks.flatMap((task) => [
    {
      data: task.name,
      source: "real",
      method: "real only",
      seed,
      run: () => {
        const { raw, test } = task.real(seed);
        return learnedScores(study, task, raw, test, studyStream(seed, "learner"));
      },
    },
    ...paperStudy.methods.flatMap((method) =>
      ["synthetic", "mixed"].map((source) => methodCell(study, task, source, method, seed)),
    ),
  ]);
}

function methodCell(
  study: Study,
  task: StudyTask,
  source: string,
  method: PromptMethodName,
  seed: number,
): StudyCell {
  return {
    data: task.name,
    source,
    method,
    seed,
    async run(signal) {
      const written = await study.written(method, seed, {}, signal);
      const made = task.made(written, studyStream(seed, "made"));
      const { raw, test } = task.real(seed);
      const train = source === "mixed" ? [...raw, ...made] : made;
      const scores = await learnedScores(study, task, train, test, studyStream(seed, "learner"));
      const describes = task.name === "fields" && source === "synthetic";
      return { ...scores, ...(describes && setMeasures(study, written)) };
    },
  };
}
