/** @file From finished runs to the tables of `u-dpo/6-limits`, whether made just now or read from a ledger. */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { worldDifference } from "../../experiments/worldDifference";
import { allPairs, anyHalf, membersAgree, widestHalf } from "./remedies";
import { worldsInTurn } from "./worldPipelineSettings";

/** The experiment's name on the command line. */
export const limitsName = "u-dpo/6-limits";

/** The factor that is too far, at which remedies are tried. */
export const farFactor = 16;

/** The source of a curve. */
export const rateSource = (factor: number) => `rate × ${factor}`;

/** The method of a point on a curve. */
export const curveMethod = (step: number) => `step ${step}`;

/** The source of the remedies. */
export const remedySource = `remedies at rate × ${farFactor}`;

/** The remedy that needs no other pairs. */
export const stopped = "all pairs, stopped in time by looks";

/**
 * The tables and the verdicts that these runs give.
 *
 * @param steps at which texts were looked at, 0 first
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function limitsResult(
  scale: Scale,
  records: readonly RunRecord[],
  factors: readonly number[],
  steps: readonly number[],
): ExperimentResult {
  const end = steps[steps.length - 1];
  return experimentResult({
    experiment: limitsName,
    scale,
    records,
    worlds: worldsInTurn,
    lowerIsBetter: ["logRatio", "degenerate"],
    claims: limitsClaims(Math.min(...factors), end),
  });
}

/** What Sections 6 and 7 fear and hope, in our words. */
export function limitsClaims(nearFactor: number, end: number): Claim[] {
  const far = rateSource(farFactor);
  const over = (metric: string, of: [string, string], minus: [string, string]) =>
    worldDifference({
      metric,
      of: { source: of[0], method: of[1] },
      minus: { source: minus[0], method: minus[1] },
    });
  const remedy = (id: string, sentence: string, name: string, control: string): Claim => ({
    id,
    place: "Section 7",
    sentence,
    evidence: over("accepted", [remedySource, name], [remedySource, control]),
  });
  return [
    {
      id: "margin-rises",
      place: "Section 6",
      sentence: "At the usual rate tuning raises the margins of what is written",
      evidence: over(
        "margin",
        [rateSource(nearFactor), curveMethod(end)],
        [rateSource(nearFactor), curveMethod(0)],
      ),
    },
    {
      id: "far-margin",
      place: "Section 6",
      sentence: `At ${farFactor} times the rate margins are above those of the untuned generator too`,
      evidence: over("margin", [far, curveMethod(end)], [far, curveMethod(0)]),
    },
    {
      id: "far-fidelity",
      place: "Section 6",
      sentence: "There the exact P(class) is below that of the untuned generator (effect: loss)",
      evidence: over("fidelity", [far, curveMethod(0)], [far, curveMethod(end)]),
    },
    {
      id: "far-grammar",
      place: "Section 6",
      sentence: "And fewer texts are grammatical (effect: loss)",
      evidence: over("accepted", [far, curveMethod(0)], [far, curveMethod(end)]),
    },
    {
      id: "classifier-is-fooled",
      place: "Section 6",
      sentence: `The gap between what margins and P(class) gain is wider at ${farFactor} times the rate than at the usual one (effect: difference of gaps)`,
      // A margin has twice the room of a probability: that it gains more says nothing, that its lead grows does.
      evidence: {
        scales: ["world"],
        perSeed(records) {
          const gap = (source: string) => {
            const gain = (metric: string) =>
              over(metric, [source, curveMethod(end)], [source, curveMethod(0)]).perSeed(records);
            const fidelity = gain("fidelity");
            return gain("margin").map((value, at) => value - fidelity[at]);
          };
          const near = gap(rateSource(nearFactor));
          return gap(far).map((value, at) => value - near[at]);
        },
      },
    },
    remedy(
      "agreement",
      "Ensemble agreement helps: more texts are grammatical than with all pairs",
      membersAgree.name,
      allPairs.name,
    ),
    remedy(
      "mining",
      "Selective mining helps: more are grammatical with the widest half than with any half",
      widestHalf.name,
      anyHalf.name,
    ),
    remedy(
      "stopping-grammar",
      "Stopping in time, by the log-ratio to the reference, helps: more are grammatical than with all pairs to the end",
      stopped,
      allPairs.name,
    ),
    {
      id: "stopping-margin",
      place: "Section 7",
      sentence:
        "And what it keeps was worth tuning for: its margins are above those of the untuned generator",
      evidence: over("margin", [remedySource, stopped], [far, curveMethod(0)]),
    },
  ];
}
