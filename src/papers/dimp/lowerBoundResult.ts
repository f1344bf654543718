/**
 * @file From finished runs to the curves of `dimp/D-lower-bound`, whether made just now or read from a ledger.
 */
import type { Claim } from "../../experiments/claim";
import type { ExperimentResult, Scale } from "../../experiments/experiment";
import { experimentResult } from "../../experiments/experimentResult";
import type { RunRecord } from "../../experiments/runRecord";
import { metricOf } from "../../experiments/summarise";

/** The experiment's name on the command line. */
export const lowerBoundName = "dimp/D-lower-bound";

/** What is evaluated, by the beginning of its metric's name, from the highest to the lowest. */
export const lowerBoundLines: Readonly<Record<string, string>> = {
  loss: "DIMP-Loss",
  arithmetic: "1/p ≥ 2 - p",
  hoelder: "Hölder",
  equation10: "Eq. 10",
  equation24: "Eq. 24",
};

/**
 * The curves and the verdicts that these runs give.
 *
 * @throws RangeError if the records do not pair up, or there are fewer than 2 seeds
 */
export function lowerBoundResult(scale: Scale, records: readonly RunRecord[]): ExperimentResult {
  return experimentResult({ experiment: lowerBoundName, scale, records, claims: lowerBoundClaims });
}

/** A point of the curves. */
export interface BoundPoint {
  source: string;
  method: string;
  /** What is drawn, in words. */
  line: string;
  /** 0 is before training. */
  epoch: number;
  mean: number;
  low: number;
  high: number;
}

/** The curves: mean and interval over the seeds of loss and bounds, by epoch. */
export function boundCurves({ rows }: ExperimentResult): BoundPoint[] {
  return rows.flatMap(({ metric, source, method, mean, low, high }) => {
    const [, name, epoch] = /^(\w+) after epoch (\d+)$/.exec(metric) ?? [];
    const line = lowerBoundLines[name];
    return line === undefined ? [] : [{ source, method, line, epoch: Number(epoch), mean, low, high }];
  });
}

/** Where a bound came nearest to the loss. */
export interface LeastRoom {
  bound: string;
  room: number;
  method: string;
  seed: number;
  epoch: number;
}

/** The least distance from the loss to each bound, over all runs and epochs: above 0 where it never breaks. */
export function leastRooms(records: readonly RunRecord[]): LeastRoom[] {
  return ["equation10", "equation24"].map((name) => {
    const rooms = records.flatMap((record) =>
      roomsOf(record, "loss", name).map((room, epoch) => {
        return { bound: lowerBoundLines[name], room, method: record.method, seed: record.seed, epoch };
      }),
    );
    return rooms.reduce((least, one) => (one.room < least.room ? one : least));
  });
}

/** What Section 4.2 and App. D say, in our words, and sentences of ours. Effects are in nats. */
export const lowerBoundClaims: readonly Claim[] = [
  bound(
    "equation-10-holds",
    "Section 4.2, Eq. 10",
    "DIMP-Loss never falls below Eq. 10",
    "loss",
    "equation10",
  ),
  bound("equation-24-holds", "App. D, Eq. 24", "DIMP-Loss never falls below Eq. 24", "loss", "equation24"),
  bound(
    "each-step-holds",
    "App. D, Eq. 24",
    "Nor does it fall below the line before Hölder's inequality, nor that one below Hölder's",
    "arithmetic",
    "hoelder",
  ),
  bound("equation-10-is-tighter", "ours", "Eq. 10 is above Eq. 24 throughout", "equation10", "equation24"),
  {
    id: "the-bound-tightens",
    place: "ours",
    sentence: "The room between DIMP-Loss and Eq. 10 is smaller after training than before it",
    evidence: {
      scales: ["world", "small"],
      perSeed: (records) =>
        ofDimp(records).map((record) => {
          const rooms = roomsOf(record, "loss", "equation10");
          return rooms[0] - rooms[rooms.length - 1];
        }),
    },
  },
];

/** A bound holds by the least room that it leaves at any epoch. */
function bound(id: string, place: string, sentence: string, above: string, below: string): Claim {
  return {
    id,
    place,
    sentence: `${sentence} (effect: the least room)`,
    evidence: {
      scales: ["world", "small"],
      perSeed: (records) => ofDimp(records).map((record) => Math.min(...roomsOf(record, above, below))),
    },
  };
}

/** The runs of DIMP on the first synthetic source, one per seed. */
function ofDimp(records: readonly RunRecord[]): RunRecord[] {
  const [{ source }] = records;
  return records.filter((record) => record.method === "DIMP" && record.source === source);
}

/** How far one line is above another, by epoch. */
function roomsOf(record: RunRecord, above: string, below: string): number[] {
  const rooms: number[] = [];
  for (let epoch = 0; `loss after epoch ${epoch}` in record.metrics; epoch++) {
    const at = (name: string) => metricOf(record, `${name} after epoch ${epoch}`);
    rooms.push(at(above) - at(below));
  }
  return rooms;
}
