import { expect, test } from "vitest";
import * as methods from "../../src/papers/dimp/methods";
import { reportedTable1 } from "../../src/papers/dimp/reported";
import { phiMetrics, weightMetrics } from "../../src/papers/dimp/weightMetrics";

const logs = (...values: number[]) => values.map(Math.log);
const logQuality = logs(0.9, 0.1, 0.4);
const never = () => Promise.reject(new Error("not needed"));

test("weights of IMP are P'/Q, those without diversity checker P', those of DIMP follow the model", async () => {
  const imp = await weightMetrics(
    methods.impMethod,
    { logQuality, logDiversity: logs(0.45, 0.5, 0.4) },
    never,
  );
  expect(imp.largestWeight).toBeCloseTo(2, 12);
  expect(imp.meanWeight).toBeCloseTo((2 + 0.2 + 1) / 3, 12);
  expect(imp.meanQuality).toBeCloseTo(1.4 / 3, 12);
  const quality = await weightMetrics(methods.withoutDiversityChecker, { logQuality }, never);
  expect(quality.effectiveSampleSize).toBeCloseTo(1.4 ** 2 / (0.81 + 0.01 + 0.16), 12);
  const dimp = await weightMetrics(methods.dimpMethod, { logQuality }, async () => logs(0.3, 0.2, 0.4));
  expect(dimp.meanWeight).toBeCloseTo((3 + 0.5 + 1) / 3, 12);
});

test("a method without checkers has no weights to measure", async () => {
  expect(await weightMetrics(methods.focalMethod, {}, never)).toEqual({});
});

test("wrong labels are told from right ones, and the order of weights from the true order", async () => {
  const exact = {
    bayesPredictions: [],
    generatorPredictions: [],
    logReal: logs(0.9, 0.05, 0.5),
    logGenerated: logs(0.6, 0.5, 0.5),
    wrongLabel: [false, true, false],
  };
  const quality = await weightMetrics(methods.withoutDiversityChecker, { logQuality }, never, exact);
  expect(quality.meanWeightOfWrongLabels).toBeCloseTo(0.1, 12);
  expect(quality.meanWeightOfRightLabels).toBeCloseTo(0.65, 12);
  expect(quality.weightCorrelation).toBeCloseTo(1, 12);
});

test("learned φ are measured as φ, never under the names of weights", () => {
  const exact = {
    bayesPredictions: [],
    generatorPredictions: [],
    logReal: logs(0.9, 0.05, 0.5),
    logGenerated: logs(0.6, 0.5, 0.5),
    wrongLabel: [false, true, false],
  };
  expect(phiMetrics([0.5, 0.25])).toEqual({ meanPhi: 0.375, largestPhi: 0.5 });
  const known = phiMetrics([0.5, 0.1, 0.3], exact);
  expect(known.meanPhiOfRightLabels).toBeCloseTo(0.4, 12);
  expect(known.meanPhiOfWrongLabels).toBeCloseTo(0.1, 12);
  expect(known.phiCorrelation).toBeCloseTo(1, 12);
  expect(Object.keys(known).filter((name) => /[wW]eight/.test(name))).toEqual([]);
});

test("a method that lacks its checker's scores refuses to make columns", () => {
  expect(() => methods.impMethod.columns({ logQuality })).toThrow(
    new RangeError("columns: logDiversity is missing, expected one number per example"),
  );
});

test("the reported table has 15 methods on three data sets, IMP or DIMP first among those on synthetic text", () => {
  expect(reportedTable1).toHaveLength(45);
  for (const data of ["Financial", "Tweet Irony", "MRPC"]) {
    const rows = reportedTable1.filter((row) => row.data === data && row.source === "synthetic");
    const best = rows.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
    expect(["IMP", "DIMP"]).toContain(best.method);
  }
});
