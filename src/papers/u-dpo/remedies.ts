/** @file Which pairs to trust: the remedies that the paper's future work names, as choices among the filtered pairs. */
import type { PreferencePair } from "../../preference/preferencePairs";
import { stream } from "../../random/stream";
import { quantile } from "../../statistics/quantile";
import type { PipelineRun } from "./stages/pipelineRun";
import { marginsOf } from "./stages/scoredCandidates";
import { filteredOf } from "./stages/writerArms";

/** A choice among the filtered pairs of a run. */
export interface Remedy {
  name: string;
  choose(run: PipelineRun, signal?: AbortSignal): Promise<readonly PreferencePair[]>;
}

/** How many classifiers have to agree. */
const members = 5;

export const allPairs: Remedy = { name: "all pairs", choose: filtered };

/**
 * Pairs that every one of five classifiers orders alike, each fitted without another fifth of the real texts.
 *
 * Source:  U-DPO paper, Section 7, "ensemble agreement".
 * Differs: the paper names the idea only.
 */
export const membersAgree: Remedy = {
  name: "five classifiers agree",
  async choose(run, signal) {
    const pairs = await filtered(run, signal);
    const orders: boolean[][] = [];
    for (let member = 0; member < members; member++) orders.push(await orderedBy(run, pairs, member, signal));
    return pairs.filter((_, at) => orders.every((order) => order[at]));
  },
};

/**
 * The half of the pairs whose margins are farthest apart.
 *
 * Source:  U-DPO paper, Section 7, "selective pair mining".
 * Differs: the paper names the idea only.
 */
export const widestHalf: Remedy = {
  name: "widest half",
  async choose(run, signal) {
    const pairs = await filtered(run, signal);
    const gaps = pairs.map(({ chosen, rejected }) => chosen.margin - rejected.margin);
    const median = quantile(gaps, 0.5);
    return pairs.filter((_, at) => gaps[at] >= median);
  },
};

/** A control for both: fewer pairs make fewer steps. */
export const anyHalf: Remedy = {
  name: "any half",
  async choose(run, signal) {
    const pairs = await filtered(run, signal);
    return stream(run.seed, "u-dpo/any half")
      .shuffle(pairs)
      .slice(0, Math.ceil(pairs.length / 2));
  },
};

export const remedies: readonly Remedy[] = [allPairs, anyHalf, widestHalf, membersAgree];

async function filtered(run: PipelineRun, signal?: AbortSignal): Promise<readonly PreferencePair[]> {
  return filteredOf(run, await run.candidates(signal));
}

/** Whether a classifier that has not seen a fifth of the real texts puts x+ above x-. */
async function orderedBy(
  { scene, texts, seed }: PipelineRun,
  pairs: readonly PreferencePair[],
  member: number,
  signal?: AbortSignal,
): Promise<boolean[]> {
  const seen = scene.labels.flatMap((label) =>
    texts.real.filter((one) => one.label === label).filter((_, at) => at % members !== member),
  );
  const random = stream(seed, `u-dpo/agreement/${member}`);
  const fitted = await scene.fit(seen, random, signal);
  try {
    const alone = { temperature: 1, dispose: () => {}, probabilities: probabilitiesOf(fitted) };
    const both = pairs.flatMap(({ chosen, rejected }) =>
      [chosen, rejected].map(({ text, label }) => ({ prompt: 0, text, label })),
    );
    const margins = await marginsOf(scene.labels, alone, both, signal);
    return pairs.map((_, at) => margins[2 * at] > margins[2 * at + 1]);
  } finally {
    fitted.dispose();
  }
}

function probabilitiesOf({ logProbs }: Awaited<ReturnType<PipelineRun["scene"]["fit"]>>) {
  return async (texts: readonly string[], signal?: AbortSignal) =>
    (await logProbs(texts, signal)).map((row) => Array.from(row, Math.exp));
}
