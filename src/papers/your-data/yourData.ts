/** @file The experiment `your-data`: few real texts, many generated ones, both, and both weighed, on one's own folder. */
import { fingerprintOf } from "../../data/fingerprintOf";
import type { Experiment, ExperimentOptions, ExperimentResult } from "../../experiments/experiment";
import { type Cell, runGrid } from "../../experiments/runGrid";
import { printYourData } from "./printYourData";
import { readYourData, type YourData } from "./readYourData";
import { testParts } from "./testParts";
import { writeExampleFolder } from "./writeExampleFolder";
import { runArm, yourArms, yourClassifier } from "./yourArms";
import { yourDataName, yourDataResult } from "./yourDataResult";

/** To be raised when a change of code changes the numbers. */
const revision = 1;

/** The three papers' question put to a folder of one's own, with a classifier that needs no model. */
export const yourData: Experiment = {
  name: yourDataName,
  scales: ["world", "small"],
  seeds: 10,
  run: runYourData,
  print: printYourData,
};

/**
 * Runs on the folder in `data`; at scale `world` on the example, which is written first.
 *
 * @throws RangeError if the scale needs a folder and has none, or has one and needs none; and as `readYourData`
 */
async function runYourData(options: ExperimentOptions): Promise<ExperimentResult> {
  const { scale, data, synthetic } = options;
  if (scale === "world" && data !== undefined) {
    throw new RangeError(`yourData: data is ${data}, expected none at scale world`);
  }
  if (scale !== "world" && data === undefined) {
    throw new RangeError(`yourData: data is missing, expected a folder at scale ${scale}`);
  }
  return compareOn(await readYourData(data ?? writeExampleFolder(), { synthetic }), options);
}

/**
 * Trains every arm once for each part of the test texts.
 *
 * @param options seeds is the number of parts
 * @throws RangeError as `testParts`; the signal's reason if it is aborted
 */
export async function compareOn(data: YourData, options: ExperimentOptions): Promise<ExperimentResult> {
  const { scale, seeds, ledger, onProgress, signal } = options;
  return yourDataResult(scale, await runGrid({ cells: cellsOf(data, seeds), ledger, onProgress, signal }));
}

function cellsOf(data: YourData, count: number): Cell[] {
  const { name, labels, real, generated, test } = data;
  const texts = { real: fingerprintOf(real), generated: fingerprintOf(generated), test: fingerprintOf(test) };
  const settings = { revision, parts: count, labels, texts, classifier: yourClassifier };
  return testParts(data, count).flatMap((part, seed) =>
    yourArms.map((arm) => ({
      data: name,
      source: arm.source,
      method: arm.weighting.name,
      seed,
      settings,
      run: () => runArm(arm, part, labels, seed),
    })),
  );
}
