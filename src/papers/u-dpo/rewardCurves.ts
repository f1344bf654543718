/** @file The experiment `u-dpo/4.2-reward-accuracy`: in how many pairs the preferred text gains, step by step. */
import { type Format, fixed, signed } from "../../charts/format";
import { type Table, table } from "../../charts/table";
import type { Claim } from "../../experiments/claim";
import { claimTable } from "../../experiments/claimTable";
import type { Experiment, ExperimentResult, ResultRow, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import { runGrid } from "../../experiments/runGrid";
import type { RunRecord } from "../../experiments/runRecord";
import { stageFolder } from "../../experiments/stageCache";
import { rewardCells, watchedPairs, watchedValues } from "./rewardCells";
import { curveFluctuation, curveMean, placeOf } from "./rewardPoints";
import { runDesk } from "./stages/runDesk";
import type { WriterArm } from "./stages/writerArm";
import { dpo, unfilteredDpo, utilityDpo } from "./stages/writerArms";
import { worldPipeline } from "./worldPipeline";
import { worldsInTurn } from "./worldPipelineSettings";

export const rewardName = "u-dpo/4.2-reward-accuracy";

/** DPO in both readings of the paper, and U-DPO. */
const arms: readonly WriterArm[] = [unfilteredDpo, dpo, utilityDpo];

/** Figure 2 of the U-DPO paper. */
export const rewardCurves: Experiment = {
  name: rewardName,
  scales: ["world"],
  seeds: 8,
  async run(options) {
    const { scale, data, seeds, ledger, onProgress, signal } = options;
    if (data !== undefined) throw new RangeError(`rewardCurves: data is ${data}, expected none`);
    const scene = worldPipeline({ tell: (text) => onProgress?.({ done: 0, total: 0, text }) });
    const desk = runDesk(scene, stageFolder(ledger));
    try {
      const cells = Array.from({ length: seeds }, (_, seed) => rewardCells(scene, desk, arms, seed)).flat();
      return rewardResult(scale, await runGrid({ cells, ledger, onProgress, signal }));
    } finally {
      await desk.dispose();
      scene.dispose();
    }
  },
  print: (result) => Object.values(rewardTables(result)).map(String).join("\n\n"),
};

/** The result: rows of every point, verdicts on the curves' means and fluctuations. */
function rewardResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({
    experiment: rewardName,
    scale,
    records,
    claims: rewardClaims,
    worlds: worldsInTurn,
  });
}

const { trained, heldOut } = watchedPairs;

/** What Section 4.2 claims, in our words, and the same of pairs that no arm has seen. */
export const rewardClaims: readonly Claim[] = [
  higher(
    "udpo-over-unfiltered",
    "U-DPO's accuracy on its pairs lies above that of DPO on unfiltered ones",
    trained,
    unfilteredDpo,
  ),
  higher("udpo-over-dpo", "U-DPO's accuracy lies above that of DPO on the same pairs", trained, dpo),
  higher("udpo-over-unfiltered-held-out", "The first on held-out pairs", heldOut, unfilteredDpo),
  higher("udpo-over-dpo-held-out", "The second on held-out pairs", heldOut, dpo),
  {
    id: "steadier",
    place: "Section 4.2, Figure 2",
    sentence:
      "U-DPO's accuracy fluctuates less than that of DPO on unfiltered pairs (effect: scatter about the curve's own line)",
    evidence: {
      scales: ["world"],
      perSeed: (records) =>
        bySeed(records, unfilteredDpo, utilityDpo, (record) => curveFluctuation(record, trained)),
    },
  },
];

function higher(id: string, sentence: string, pairs: string, than: WriterArm): Claim {
  return {
    id,
    place: "Section 4.2, Figure 2",
    sentence,
    evidence: {
      scales: ["world"],
      perSeed: (records) => bySeed(records, utilityDpo, than, (record) => curveMean(record, pairs)),
    },
  };
}

function bySeed(
  records: readonly RunRecord[],
  of: WriterArm,
  minus: WriterArm,
  value: (record: RunRecord) => number,
): number[] {
  const runsOf = ({ method }: WriterArm) =>
    records.filter((record) => record.method === method).sort((a, b) => a.seed - b.seed);
  const others = runsOf(minus);
  return runsOf(of).map((record, at) => {
    if (others[at]?.seed === record.seed) return value(record) - value(others[at]);
    throw new RangeError(`rewardCurves: seed ${record.seed} has no run of ${minus.method}, expected one`);
  });
}

/** The tables of a result; a notebook shows each of them. */
export function rewardTables({ rows, claims }: ExperimentResult): Record<"last" | "watch" | "claims", Table> {
  const accuracies: readonly string[] = Object.values(watchedPairs);
  const points = rows.flatMap((row) => {
    const place = placeOf(row.metric);
    return place && accuracies.includes(place.curve)
      ? [{ ...row, pairs: place.curve, step: place.step }]
      : [];
  });
  const lastStep = Math.max(...points.map(({ step }) => step));
  return {
    last: table(
      points.filter(({ step }) => step === lastStep),
      {
        caption: `Reward accuracy after the last step, ${lastStep}`,
        columns: [
          { field: "method" },
          { field: "pairs" },
          { field: "mean", format: fixed(3), align: "right" },
          { field: "low", title: "95 % from", format: fixed(3), align: "right" },
          // A t interval does not know that no share is above 1.
          {
            field: "high",
            title: "to",
            format: (value, row) => fixed(3)(Math.min(1, value as number), row),
            align: "right",
          },
        ],
      },
    ),
    watch: watchTable(rows),
    claims: claimTable(rewardClaims, claims),
  };
}

/** What the accuracy does not show: gains on either text of held-out pairs, distance, length and variety, step by step. */
function watchTable(rows: readonly ResultRow[]): Table {
  const { chosenGain, rejectedGain, distance, tokens, variety } = watchedValues;
  const columns: [curve: string, title: string, format: Format][] = [
    [chosenGain(heldOut), "x+ gained (nats)", signed(2)],
    [rejectedGain(heldOut), "x- gained (nats)", signed(2)],
    [distance, "KL (nats a text)", fixed(2)],
    [tokens, "tokens", fixed(1)],
    [variety, "distinct-2", fixed(3)],
  ];
  const lines = new Map<string, Record<string, unknown>>();
  for (const { method, metric, mean, low, high } of rows) {
    const place = placeOf(metric);
    const column = columns.find(([curve]) => curve === place?.curve);
    if (!place || !column || place.step % 10 === 5) continue;
    const name = `${method}, step ${place.step}`;
    const line = lines.get(name) ?? { method, step: place.step };
    const half = column[2]((high - low) / 2, {}).replace(/^\+/, "");
    lines.set(name, { ...line, [place.curve]: `${column[2](mean, {})} ± ${half}` });
  }
  return table([...lines.values()], {
    caption: "Held-out pairs, and what is written, step by step",
    columns: [
      { field: "method" },
      { field: "step", align: "right" },
      ...columns.map(([field, title]) => ({ field, title, align: "right" as const })),
    ],
    note: "mean ± half of the 95 % Student t interval over worlds; texts at temperature 1",
  });
}
