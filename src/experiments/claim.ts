/**
 * @file Claims of a paper and the rule by which runs decide on them.
 */

import { confidenceInterval } from "../statistics/confidenceInterval";
import { groupMeans } from "../statistics/groupMeans";
import { holm } from "../statistics/holm";
import { isConstant } from "../statistics/isConstant";
import { signTest } from "../statistics/signTest";
import { oneSampleTTest } from "../statistics/tTest";
import { expectTurns } from "./expectTurns";
import type { ClaimVerdict, Scale } from "./experiment";
import type { RunRecord } from "./runRecord";

/** What a paper claims, in our words, and what of our runs speaks to it. */
export interface Claim {
  /** Short name, unique in its experiment: "dimp-over-cross-entropy". */
  readonly id: string;
  /** Where the paper makes the claim: "Table 1". */
  readonly place: string;
  /** The claim in one sentence of ours. */
  readonly sentence: string;
  /** Absent where the experiment does not run what the claim is about. */
  readonly evidence?: ClaimEvidence;
}

export interface ClaimEvidence {
  /** Scales at which the runs are made. */
  readonly scales: readonly Scale[];
  /** One number per seed, of which the claim says that their mean is above 0. */
  perSeed(records: readonly RunRecord[]): readonly number[];
}

/**
 * Decides on the claims of an experiment.
 *
 * Each tested claim says that the mean of one number per seed is above 0. It is put to a two-sided one-sample
 * t test, which for differences between methods is the paired t test, and the p values are corrected together
 * by Holm's rule for the number of claims tested.
 * - supported: corrected p below .05 and mean above 0;
 * - opposite: corrected p below .05 and mean below 0;
 * - not supported: anything else, an effect that cannot be told from none;
 * - not tested at this scale: the runs are not made.
 *
 * Seeds that all give the same number leave the t test nothing to divide by: p is that of the sign test, 2 / 2^n for n
 * seeds on one side of 0, and 1 if the number is 0. The interval is that of one mean, not corrected, so it may exclude 0
 * where the verdict, which follows the corrected p, is "not supported".
 *
 * @param worlds how many worlds the seeds have in turn: what is said of seeds then goes for the means of each world's runs
 * @throws RangeError if two claims have one id, there are fewer than 2 seeds, or worlds are given and a seed is missing
 */
export function judgeClaims(
  claims: readonly Claim[],
  records: readonly RunRecord[],
  scale: Scale,
  worlds?: number,
): ClaimVerdict[] {
  expectUniqueIds(claims);
  expectTurns(
    records.map(({ seed }) => seed),
    worlds,
  );
  const tested = claims.filter(({ evidence }) => evidence?.scales.includes(scale));
  const perSeed = tested.map(({ evidence }) => {
    const values = evidence!.perSeed(records);
    return groupMeans(values, worlds ?? values.length);
  });
  const corrected = holm(perSeed.map(pOf));
  return claims.map((claim) => {
    const i = tested.indexOf(claim);
    return i < 0 ? notTested(claim) : decide(claim, perSeed[i], corrected[i]);
  });
}

function decide({ id, place }: Claim, perSeed: readonly number[], p: number): ClaimVerdict {
  const { mean: effect, low, high } = confidenceInterval(perSeed, 0.95);
  const found = effect > 0 ? "supported" : "opposite";
  return { id, place, verdict: p < 0.05 ? found : "not supported", effect, low, high, p };
}

function notTested({ id, place }: Claim): ClaimVerdict {
  return { id, place, verdict: "not tested at this scale", effect: null, low: null, high: null, p: null };
}

function pOf(perSeed: readonly number[]): number {
  if (perSeed.length < 2 || !isConstant(perSeed)) return oneSampleTTest(perSeed).p;
  // What is left of a difference of equal numbers is no side of 0.
  if (Math.abs(perSeed[0]) < 1e-12) return 1;
  return signTest(
    perSeed,
    perSeed.map(() => 0),
  ).p;
}

function expectUniqueIds(claims: readonly Claim[]): void {
  const ids = new Set<string>();
  for (const { id } of claims) {
    if (ids.has(id)) throw new RangeError(`judgeClaims: id ${id} is there twice, expected one claim each`);
    ids.add(id);
  }
}
