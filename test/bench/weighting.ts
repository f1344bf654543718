/**
 * @file What weighting costs in all, checkers included: CE, IMP and DIMP in turn on one machine, with weights computed
 * once and with checkers asked at every step, in the row counts' proportions of three data sets; learned weights once.
 * The encoder is the larger of the exact world's: a step of the small one is so short that what surrounds it counts.
 */
import { describeDevice } from "../../src/engine/device";
import { costSettings, warmedCost } from "../../src/papers/dimp/cost";
import {
  type CostArm,
  crossEntropyArm,
  dimpArm,
  dimpPerStepArm,
  impArm,
  impPerStepArm,
  learnedWeightsArm,
} from "../../src/papers/dimp/costArms";
import { seedDesk } from "../../src/papers/dimp/seedDesk";
import { largeWorldEncoder, paperSettings } from "../../src/papers/dimp/settings";
import { worldScene } from "../../src/papers/dimp/worldScene";
import { mean } from "../../src/statistics/mean";
import { quantile } from "../../src/statistics/quantile";

/** Generated texts; five epochs of batches of 32, weights in batches of 64, as in the paper's App. E. */
const synthetic = 1024;
const rounds = 5;
/** Rounds that learned weights take part in, which need as long as all the others together. */
const learnedRounds = 1;
const inTurn = [crossEntropyArm, impArm, dimpArm, impPerStepArm, dimpPerStepArm];

type Times = Record<string, Record<string, number>[]>;

/** Measures all three proportions; a ratio is taken within each round, where all met the machine in the same state. */
export async function bench(say: (line: string) => void): Promise<object> {
  const ratio: Record<string, Record<string, number>> = {};
  const processorRatio: Record<string, Record<string, number>> = {};
  const seconds: Record<string, Record<string, number>> = {};
  for (const [name, rows] of Object.entries(paperSettings.rows)) {
    const smallReal = Math.round((synthetic * rows.smallReal) / rows.synthetic);
    const arms = name === "Financial" ? [...inTurn, learnedWeightsArm] : [crossEntropyArm, impArm, dimpArm];
    say(`${name}: ${synthetic} generated texts, ${smallReal} real ones`);
    const times = await measure(smallReal, arms);
    ratio[name] = ratiosOf(times, "totalSeconds", say);
    processorRatio[name] = ratiosOf(times, "processorSeconds", (line) => say(`${line}, processor's seconds`));
    seconds[name] = Object.fromEntries(
      Object.entries(times).map(([arm, runs]) => [
        arm,
        rounded(mean(runs.map(({ totalSeconds }) => totalSeconds))),
      ]),
    );
    if (name === "Financial") sayComponents(times, say);
  }
  const reported = { IMP: 2.2, DIMP: 1.1 };
  const setting = { synthetic, rounds, data: paperSettings.rows };
  const device = describeDevice();
  return { name: "weighting", unit: "s", ...setting, seconds, ratio, processorRatio, reported, device };
}

async function measure(smallReal: number, arms: readonly CostArm[]): Promise<Times> {
  const settings = { ...costSettings, rows: { ...costSettings.rows, synthetic, smallReal } };
  const scene = worldScene(settings, largeWorldEncoder);
  const desk = seedDesk(scene, undefined, settings);
  const cost = warmedCost(scene, desk);
  const { signal } = new AbortController();
  const times: Times = {};
  try {
    for (let round = 0; round < rounds; round++) {
      for (const arm of arms) {
        if (arm === learnedWeightsArm && round >= learnedRounds) continue;
        // The same texts in every round: only the machine's state differs.
        times[arm.name] = [...(times[arm.name] ?? []), await cost(arm, 0, signal)];
      }
    }
    return times;
  } finally {
    await desk.dispose();
    cost.dispose();
    scene.dispose();
  }
}

function ratiosOf(times: Times, metric: string, say: (line: string) => void): Record<string, number> {
  const plain = times[crossEntropyArm.name];
  const ratios: Record<string, number> = {};
  for (const [name, runs] of Object.entries(times)) {
    if (name === crossEntropyArm.name) continue;
    const all = runs.map(({ [metric]: seconds }, round) => seconds / plain[round][metric]);
    ratios[name] = rounded(quantile(all, 0.5));
    const [low, high] = [Math.min(...all), Math.max(...all)].map((value) => value.toFixed(2));
    say(`  ${name}: ${ratios[name].toFixed(2)} times CE (${low} to ${high} over ${all.length} rounds)`);
  }
  return ratios;
}

function sayComponents(times: Times, say: (line: string) => void): void {
  for (const [name, runs] of Object.entries(times)) {
    const median = (metric: string) =>
      quantile(
        runs.map((run) => run[metric]),
        0.5,
      ).toFixed(2);
    say(
      `  ${name}: P' ${median("qualitySeconds")} s, Q ${median("diversitySeconds")} s, ` +
        `weights ${median("weightSeconds")} s, training ${median("trainingSeconds")} s`,
    );
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
