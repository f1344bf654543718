/** @file From records to rows, differences, verdicts and tables. */
import { expect, test } from "vitest";
import { duration, signed } from "../../src/charts/format";
import { type Claim, judgeClaims } from "../../src/experiments/claim";
import { claimTable } from "../../src/experiments/claimTable";
import { experimentResult } from "../../src/experiments/experimentResult";
import { differenceRow, pairedDifferences } from "../../src/experiments/pairedDifferences";
import { resultTable } from "../../src/experiments/resultTable";
import { metricOf, summarise } from "../../src/experiments/summarise";
import { holm } from "../../src/statistics/holm";
import { pairedTTest } from "../../src/statistics/tTest";
import { record } from "./records";

/** Two methods over three seeds, the second one's in another order. */
const records = [
  record("CE", 1, { accuracy: 0.5, loss: 2 }, { seconds: 3 }),
  record("CE", 2, { accuracy: 0.6, loss: 1 }, { seconds: 4 }),
  record("CE", 3, { accuracy: 0.7, loss: 3 }, { seconds: 5 }),
  record("DIMP", 3, { accuracy: 0.9, loss: 1 }),
  record("DIMP", 1, { accuracy: 0.6, loss: 2 }),
  record("DIMP", 2, { accuracy: 0.75, loss: 4 }),
];

const dimpMinusCe = { metric: "accuracy", of: { method: "DIMP" }, minus: { method: "CE" } };

test("summarise gives mean, Student t interval and best of the seeds, seconds included", () => {
  const rows = summarise(records, { lowerIsBetter: ["loss"] });
  expect(rows.map(({ method, metric, best }) => [method, metric, best])).toEqual([
    ["CE", "accuracy", 0.7],
    ["CE", "loss", 1],
    ["CE", "seconds", 3],
    ["DIMP", "accuracy", 0.9],
    ["DIMP", "loss", 1],
    ["DIMP", "seconds", 1],
  ]);
  const [accuracy] = rows;
  expect(accuracy).toMatchObject({ data: "world", source: "synthetic", n: 3 });
  expect(accuracy.mean).toBeCloseTo(0.6, 15);
  // t of 2 degrees of freedom is 4.303, the standard error 0.1 / sqrt 3.
  expect(accuracy.high - accuracy.mean).toBeCloseTo((4.30265273 * 0.1) / Math.sqrt(3), 9);
  expect(accuracy.mean - accuracy.low).toBeCloseTo(accuracy.high - accuracy.mean, 14);
});

test("summarise keeps sources and data sets apart", () => {
  const rows = summarise([
    ...records,
    record("CE", 1, { accuracy: 0.1 }, { source: "small real" }),
    record("CE", 2, { accuracy: 0.3 }, { source: "small real" }),
  ]);
  const real = rows.find(({ source, metric }) => source === "small real" && metric === "accuracy");
  expect(real).toMatchObject({ n: 2, best: 0.3 });
  expect(real?.mean).toBeCloseTo(0.2, 15);
});

test("the best of four is expected over all sets of four seeds, lowest where low is good", () => {
  const five = [0.1, 0.2, 0.3, 0.4, 0.9].map((accuracy, seed) =>
    record("CE", seed, { accuracy, loss: accuracy }, { source: "five" }),
  );
  const rows = summarise(five, { lowerIsBetter: ["loss"] });
  // Four of the five sets have the last seed, one has not; and the other way round for the lowest.
  expect(rows.find(({ metric }) => metric === "accuracy")?.best).toBeCloseTo((4 * 0.9 + 0.4) / 5, 12);
  expect(rows.find(({ metric }) => metric === "loss")?.best).toBeCloseTo((4 * 0.1 + 0.2) / 5, 12);
});

test("resultTable shows one number for all seeds without an interval", () => {
  const text = String(resultTable(summarise(records), { metrics: [{ metric: "accuracy", constant: true }] }));
  expect(text).toContain("| world | synthetic | CE     |    0.600 |");
});

test("pairedDifferences pairs by seed and is in their order, whatever that of the records", () => {
  const differences = pairedDifferences(records, dimpMinusCe);
  [0.1, 0.15, 0.2].forEach((expected, i) => {
    expect(differences[i]).toBeCloseTo(expected, 15);
  });
});

test("differenceRow has the mean and interval of the paired t test", () => {
  const row = differenceRow(records, dimpMinusCe);
  const { mean, low, high } = pairedTTest([0.6, 0.75, 0.9], [0.5, 0.6, 0.7]);
  expect(row).toMatchObject({ method: "DIMP", metric: "accuracy minus CE", n: 3 });
  expect(row.mean).toBeCloseTo(mean, 14);
  expect(row.low).toBeCloseTo(low, 13);
  expect(row.high).toBeCloseTo(high, 13);
  expect(row.best).toBeCloseTo(0.2, 15);
});

test("differenceRow names the source of the baseline where it is another", () => {
  const real = [1, 2, 3].map((seed) => record("CE", seed, { accuracy: 0.4 }, { source: "small real" }));
  const row = differenceRow([...records, ...real], {
    metric: "accuracy",
    of: { method: "DIMP" },
    minus: { source: "small real", method: "CE" },
  });
  expect(row.metric).toBe("accuracy minus small real CE");
});

function claim(id: string, perSeed: number[] | undefined): Claim {
  const evidence = perSeed && { scales: ["world" as const], perSeed: () => perSeed };
  return { id, place: "Table 1", sentence: `The claim ${id} holds.`, evidence };
}

const strong = [0.1, 0.11, 0.12, 0.1];
const weak = [0.1, 0.03, 0.09, 0.04];
const against = strong.map((value) => -value);
const nothing = [0.1, -0.1, 0.05, -0.06];

test("claims are judged by Holm-corrected p and direction", () => {
  const claims = [claim("strong", strong), claim("against", against), claim("nothing", nothing)];
  const verdicts = judgeClaims(claims, [], "world");
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(["supported", "opposite", "not supported"]);
  const zeros = [0, 0, 0, 0];
  const corrected = holm([strong, against, nothing].map((values) => pairedTTest(values, zeros).p));
  verdicts.forEach(({ p }, i) => {
    expect(p).toBeCloseTo(corrected[i], 14);
  });
  expect(verdicts[1].high).toBeLessThan(0);
});

test("a claim that alone is supported is not when it is one of four, and its interval still excludes 0", () => {
  expect(judgeClaims([claim("weak", weak)], [], "world")[0].verdict).toBe("supported");
  const four = ["a", "b", "c", "d"].map((id) => claim(id, weak));
  const [one] = judgeClaims(four, [], "world");
  expect(one.verdict).toBe("not supported");
  expect(one.low).toBeGreaterThan(0);
});

test("claims that are not tested do not count in the correction, and carry no numbers", () => {
  const claims = [claim("strong", strong), claim("people", undefined)];
  const [alone] = judgeClaims([claims[0]], [], "world");
  const [together, people] = judgeClaims(claims, [], "world");
  expect(together).toEqual(alone);
  expect(people).toEqual({
    id: "people",
    place: "Table 1",
    verdict: "not tested at this scale",
    effect: null,
    low: null,
    high: null,
    p: null,
  });
  expect(judgeClaims([claims[0]], [], "paper")[0].verdict).toBe("not tested at this scale");
});

test("seeds that all give the same number are put to the sign test, also those that differ by rounding", () => {
  const rounding = [0.9 - 0.8, 0.8 - 0.7, 0.7 - 0.6];
  expect(judgeClaims([claim("rounding", rounding)], [], "world")[0].p).toBeCloseTo(2 / 8, 12);
  const [three] = judgeClaims([claim("constant", [0.1, 0.1, 0.1])], [], "world");
  expect(three).toMatchObject({ verdict: "not supported", effect: 0.1, low: 0.1, high: 0.1 });
  expect(three.p).toBeCloseTo(2 / 8, 12);
  const [seven] = judgeClaims([claim("constant", Array(7).fill(0.1))], [], "world");
  expect(seven.verdict).toBe("supported");
  expect(seven.p).toBeCloseTo(2 / 128, 12);
});

test("the same number on the other side of 0 is the opposite, and 0 or what rounding leaves of it tests nothing", () => {
  const [against] = judgeClaims([claim("against", Array(7).fill(-0.1))], [], "world");
  expect(against.verdict).toBe("opposite");
  expect(against.p).toBeCloseTo(2 / 128, 12);
  for (const nothing of [0, 0.3 - 0.1 - 0.2]) {
    const [verdict] = judgeClaims([claim("nothing", Array(7).fill(nothing))], [], "world");
    expect(verdict).toMatchObject({ verdict: "not supported", p: 1 });
  }
});

test("experimentResult has rows for metrics, then for comparisons, verdicts and all seconds", () => {
  const result = experimentResult({
    experiment: "tiny",
    scale: "world",
    records,
    lowerIsBetter: ["loss"],
    comparisons: [dimpMinusCe],
    claims: [claim("strong", strong)],
  });
  expect(Object.keys(result)).toEqual(["experiment", "scale", "seeds", "rows", "claims", "seconds"]);
  expect(result.seeds).toBe(3);
  expect(result.seconds).toBe(15);
  expect(result.rows.map(({ metric }) => metric)).toEqual([
    "accuracy",
    "loss",
    "seconds",
    "accuracy",
    "loss",
    "seconds",
    "accuracy minus CE",
  ]);
});

test("resultTable shows mean ± half interval, the best where asked, and a dash where nothing was measured", () => {
  const result = experimentResult({
    experiment: "tiny",
    scale: "world",
    records,
    comparisons: [dimpMinusCe],
    claims: [],
  });
  const text = String(
    resultTable(result.rows, {
      metrics: [
        { metric: "accuracy", best: true },
        { metric: "accuracy minus CE", title: "minus CE", format: signed(2) },
        { metric: "seconds", format: duration() },
      ],
    }),
  );
  expect(text.split("\n")).toEqual([
    "| data  | source    | method |      accuracy | accuracy, best of four |     minus CE |       seconds |",
    "|:------|:----------|:-------|--------------:|-----------------------:|-------------:|--------------:|",
    "| world | synthetic | CE     | 0.600 ± 0.248 |                  0.700 |            – | 4.0 s ± 2.5 s |",
    "| world | synthetic | DIMP   | 0.750 ± 0.373 |                  0.900 | +0.15 ± 0.12 | 1.0 s ± 0.0 s |",
    "",
    "mean ± half of the 95 % Student t interval over 3 seeds; best of four: its mean over all sets of four of these seeds",
  ]);
});

test("claimTable shows sentence, verdict, effect with interval and corrected p", () => {
  const claims = [claim("strong", strong), claim("people", undefined)];
  const text = String(claimTable(claims, judgeClaims(claims, [], "world")));
  expect(text).toMatch(
    /The claim strong holds\. \| supported +\| \+0\.107 \[\+0\.092, \+0\.123\] \| < 0\.001 \|/,
  );
  expect(text).toMatch(/The claim people holds\. \| not tested at this scale \| +– \| +– \|/);
  expect(text).toContain("claims tested: 1;");
});

test("one run has no interval: summarise and judgeClaims refuse it", () => {
  expect(() => summarise([records[0]])).toThrow(
    new RangeError("confidenceInterval: values has 1 values, expected 2 or more"),
  );
  expect(() => judgeClaims([claim("one", [0.3])], [], "world")).toThrow(
    new RangeError("oneSampleTTest: values has 1 values, expected 2 or more"),
  );
});

test("records that do not go together are refused", () => {
  const odd = record("CE", 4, { accuracy: 1 });
  expect(() => summarise([...records, odd])).toThrow(
    new RangeError(
      `summarise: ${odd.key} has the metrics accuracy, expected accuracy, loss like ${records[0].key}`,
    ),
  );
  const twice = record("CE", 1, { accuracy: 0.5, loss: 2 }, { settings: { revision: 2 } });
  expect(() => summarise([...records, twice])).toThrow(
    new RangeError(
      'summarise: seed 1 of ["world","synthetic","CE"] is there twice, expected one run per seed',
    ),
  );
  expect(() => pairedDifferences([...records, twice], dimpMinusCe)).toThrow(
    new RangeError("pairedDifferences: arm CE has seed 1 twice, expected one run per seed"),
  );
  expect(() => pairedDifferences(records.slice(0, 5), dimpMinusCe)).toThrow(
    new RangeError("pairedDifferences: seed 2 of synthetic/CE is not in arm DIMP, expected the same seeds"),
  );
  expect(() => pairedDifferences(records.slice(1), dimpMinusCe)).toThrow(
    new RangeError("pairedDifferences: seed 1 of synthetic/DIMP is not in arm CE, expected the same seeds"),
  );
  expect(() => pairedDifferences(records, { ...dimpMinusCe, minus: { source: "real" } })).toThrow(
    new RangeError("pairedDifferences: arm real has no runs, expected some"),
  );
  expect(() => metricOf(records[0], "F1")).toThrow(
    new RangeError(
      `metricOf: metric F1 is not in ${records[0].key}, expected one of accuracy, loss, seconds`,
    ),
  );
});

test("claims of one id and tables of unknown metrics or claims are refused", () => {
  expect(() => judgeClaims([claim("a", weak), claim("a", weak)], [], "world")).toThrow(
    new RangeError("judgeClaims: id a is there twice, expected one claim each"),
  );
  expect(() => resultTable(summarise(records), { metrics: [{ metric: "F1" }] })).toThrow(
    new RangeError("resultTable: metric F1 is in no row, expected one that was measured"),
  );
  expect(() => claimTable([], judgeClaims([claim("a", weak)], [], "world"))).toThrow(
    new RangeError("claimTable: verdict a has no claim, expected one of that id"),
  );
});

test("seeds that had worlds in turn count by the means of the worlds: rows, differences and verdicts", () => {
  // Worlds 0 and 1 in turn, whatever the order of the records: differences of .1 and .3 in one, .5 and .5 in the other.
  const ce = [0.5, 0.2, 0.5, 0.2].map((accuracy, seed) => record("CE", seed, { accuracy }));
  const dimp = [0.6, 0.7, 0.8, 0.7].map((accuracy, seed) => record("DIMP", seed, { accuracy }));
  const all = [...dimp.reverse(), ...ce];
  const [row] = summarise(ce, { worlds: 2 });
  // Means .5 and .2; t of 1 degree of freedom is 12.706, the standard error .15.
  expect(row).toMatchObject({ n: 4, worlds: 2, best: 0.5 });
  expect(row.mean).toBeCloseTo(0.35, 15);
  expect(row.high - row.mean).toBeCloseTo(12.7062047 * 0.15, 6);
  const difference = differenceRow(all, dimpMinusCe, 2);
  expect(difference).toMatchObject({ n: 4, worlds: 2 });
  expect(difference.mean).toBeCloseTo((0.2 + 0.5) / 2, 14);
  expect(difference.high - difference.mean).toBeCloseTo(12.7062047 * 0.15, 6);
  const claim: Claim = {
    id: "better",
    place: "here",
    sentence: "DIMP is better",
    evidence: { scales: ["world"], perSeed: (some) => pairedDifferences(some, dimpMinusCe) },
  };
  const result = experimentResult({
    experiment: "x",
    scale: "world",
    records: all,
    claims: [claim],
    worlds: 2,
  });
  expect(result.claims[0]).toMatchObject({ verdict: "not supported" });
  expect(result.claims[0].low).toBeCloseTo(difference.low, 14);
  expect(result.seeds).toBe(4);
  const shown = String(resultTable(result.rows, { metrics: [{ metric: "accuracy" }] }));
  expect(shown).toContain("interval over the means of 2 worlds, in all 4 runs");
});

test("with worlds in turn a missing seed is refused, since those behind it would be in other worlds", () => {
  const gap = [0, 1, 3].map((seed) => record("CE", seed, { accuracy: seed }));
  const refusal = new RangeError(
    "expectTurns: seeds are 0, 1, 3, expected 2 worlds in turn without a gap before 3",
  );
  expect(() => summarise(gap, { worlds: 2 })).toThrow(refusal);
  expect(() => judgeClaims([], gap, "world", 2)).toThrow(refusal);
  expect(summarise(gap)).toHaveLength(2);
});
