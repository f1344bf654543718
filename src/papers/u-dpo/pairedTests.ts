/** @file The paper's three comparisons over paired runs: its t test, and what should stand beside it. */
import { confidenceInterval } from "../../statistics/confidenceInterval";
import { groupMeans } from "../../statistics/groupMeans";
import { holm } from "../../statistics/holm";
import { isConstant } from "../../statistics/isConstant";
import { detectableEffect, pairedRunsNeeded } from "../../statistics/pairedPower";
import { standardDeviation } from "../../statistics/standardDeviation";
import { oneSampleTTest } from "../../statistics/tTest";
import { wilcoxonSignedRank } from "../../statistics/wilcoxonSignedRank";

/** A comparison of two arms: one difference for each run. */
export interface Comparison {
  name: string;
  differences: readonly number[];
}

/** What tests say of a comparison. */
export interface PairedTest {
  comparison: string;
  runs: number;
  mean: number;
  /** Ends of the 95 % Student t interval. */
  low: number;
  high: number;
  /** Ends of the interval over the means of each world's runs, where the runs had several worlds in turn. */
  worldsLow?: number;
  worldsHigh?: number;
  /** Two-sided, as the paper's. */
  t: number;
  /** Corrected by Holm's rule for the number of comparisons. */
  holm: number;
  /** Wilcoxon's signed-rank test, two-sided, not corrected. */
  wilcoxon: number;
  /** Mean in standard deviations of the differences, Cohen's d_z. */
  effectSize: number;
  /** Runs for a power of 80 % at this effect size; null where it is too small to say. */
  runsNeeded: number | null;
  /** The smallest difference that these runs find with a power of 80 %, where differences scatter as here. */
  detectable: number;
}

/** The smallest effect size that `pairedRunsNeeded` answers for. */
const smallestEffect = 0.003;

/**
 * Tests comparisons together.
 *
 * Source:  U-DPO, Section 4.5: paired t tests over 20 runs.
 * Differs: the paper corrects nothing and gives no effect size.
 *
 * @param worlds how many worlds the runs had in turn; the tests are over runs all the same, as the paper's
 * @throws RangeError if a comparison has fewer than 2 differences, or only equal ones
 */
export function pairedTests(comparisons: readonly Comparison[], worlds?: number): PairedTest[] {
  for (const { name, differences } of comparisons) {
    if (isConstant(differences)) {
      throw new RangeError(
        `pairedTests: differences of ${name} are all ${differences[0]}, expected different ones`,
      );
    }
  }
  const p = comparisons.map(({ differences }) => oneSampleTTest(differences).p);
  const corrected = holm(p);
  return comparisons.map(({ name, differences }, at) => {
    const { mean, low, high } = confidenceInterval(differences);
    const deviation = standardDeviation(differences);
    const effectSize = mean / deviation;
    return {
      comparison: name,
      runs: differences.length,
      mean,
      low,
      high,
      t: p[at],
      holm: corrected[at],
      wilcoxon: signedRankP(differences),
      effectSize,
      runsNeeded: Math.abs(effectSize) < smallestEffect ? null : pairedRunsNeeded(effectSize),
      detectable: detectableEffect(differences.length) * deviation,
      ...(worlds === undefined ? {} : overWorlds(differences, worlds)),
    };
  });
}

function overWorlds(differences: readonly number[], worlds: number) {
  const { low, high } = confidenceInterval(groupMeans(differences, worlds));
  return { worldsLow: low, worldsHigh: high };
}

function signedRankP(differences: readonly number[]): number {
  return wilcoxonSignedRank(
    differences,
    differences.map(() => 0),
  ).p;
}
