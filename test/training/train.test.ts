import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { keepHighest, keepLast, keepWithin, stopOutside } from "../../src/training/keep";
import { type Trained, type TrainOptions, train } from "../../src/training/train";
import { eagerTrainingStep, type TrainingStep } from "../../src/training/trainingStep";
import { lineLoss, lineOptions, lineStep } from "./line";

type LineStep = ReturnType<typeof lineStep>;
let step: LineStep;
let folder: string;

beforeAll(() => {
  step = lineStep();
  folder = mkdtempSync(join(tmpdir(), "train-"));
});
afterAll(() => {
  step.dispose();
  rmSync(folder, { recursive: true });
});

const numbers = (params: Params) =>
  Object.fromEntries(Object.entries(params).map(([name, t]) => [name, t.dataSync()[0]]));
const bits = (trained: Trained) => ({ ...trained, params: numbers(trained.params) });
const run = async (changes: Partial<TrainOptions<Parameters<LineStep["take"]>[1]>> = {}, seed = 1) =>
  bits(await train({ ...lineOptions(step, seed), ...changes }));

describe("train", () => {
  test("finds the line that made the points", async () => {
    const { params, history } = await run({ steps: 200 });
    expect(params.slope).toBeCloseTo(2, 1);
    expect(params.shift).toBeCloseTo(-1, 1);
    expect(history.losses.at(-1)!.loss).toBeLessThan(history.losses[0].loss / 10);
  });

  test("gives the same bits for the same seed and others for another seed", async () => {
    expect(await run()).toEqual(await run());
    expect((await run({}, 2)).params).not.toEqual((await run()).params);
  });

  test("gives the same weights recorded as eager", async () => {
    const eager = eagerTrainingStep(lineLoss) as TrainingStep<never>;
    const { params } = await run({ step: eager });
    const recorded = await run();
    expect(params.slope).toBeCloseTo(recorded.params.slope, 5);
    expect(params.shift).toBeCloseTo(recorded.params.shift, 5);
  });

  test("leaves the given weights as they are", async () => {
    const options = lineOptions(step);
    await train(options);
    expect(numbers(options.params)).toEqual({ slope: 0, shift: 0 });
  });

  test("writes the mean loss of every so many steps, the rest at the end", async () => {
    const each = (await run({ steps: 7, lossEvery: 1 })).history.losses;
    const some = (await run({ steps: 7, lossEvery: 3 })).history.losses;
    expect(some.map((entry) => entry.step)).toEqual([3, 6, 7]);
    expect(some[0].loss).toBeCloseTo((each[0].loss + each[1].loss + each[2].loss) / 3, 5);
    expect(some[2].loss).toBeCloseTo(each[6].loss, 6);
  });

  test("tells progress after every step", async () => {
    const steps: number[] = [];
    await run({ steps: 5, onProgress: (progress) => steps.push(progress.step) });
    expect(steps).toEqual([1, 2, 3, 4, 5]);
  });

  test("frees everything but the weights it returns, when it ends and when it is stopped", async () => {
    const options = lineOptions(step);
    await train(options).then((trained) => disposeTree(trained.params));
    expect(await tensorsLeft(() => train(options))).toBe(2);
    const measure = {
      every: 7,
      run: (_: Params, at: number) => ({ score: -at }),
      keep: keepHighest("score"),
    };
    expect(await tensorsLeft(() => train({ ...options, measure }))).toBe(2);
    const stopping = new AbortController();
    const onProgress = ({ step }: { step: number }) => step === 9 && stopping.abort();
    const stopped = () => train({ ...options, measure, onProgress, signal: stopping.signal }).catch(() => 0);
    expect(await tensorsLeft(stopped)).toBe(0);
  });
});

describe("which weights are kept", () => {
  const scores: Record<number, number> = { 10: 0.4, 20: 0.7, 30: 0.7, 40: 0.1 };
  const measured = { every: 10, run: (_: Params, at: number) => ({ accuracy: scores[at] }) };

  test("without a measure they are those of the last step", async () => {
    expect((await run({ steps: 12 })).keptStep).toBe(12);
  });

  test("keepLast takes the last step, keepHighest the earliest of the best", async () => {
    const last = await run({ measure: { ...measured, keep: keepLast } });
    const best = await run({ measure: { ...measured, keep: keepHighest("accuracy") } });
    expect(last.keptStep).toBe(40);
    expect(best.keptStep).toBe(20);
    expect(best.params).toEqual((await run({ steps: 20 })).params);
    expect(best.history.measures.map(({ step }) => step)).toEqual([10, 20, 30, 40]);
  });

  test("a run ends at the measure that stops it, and again at the same one when it is taken up", async () => {
    const stop = stopOutside({ accuracy: { most: 0.5 } });
    const checkpoint = { file: join(folder, "stop.safetensors"), every: 5, identity: "stop" };
    const stopped = await run({ measure: { ...measured, keep: keepLast, stop }, checkpoint });
    expect(stopped.keptStep).toBe(20);
    expect(stopped.history.measures).toHaveLength(2);
    expect(await run({ measure: { ...measured, keep: keepLast, stop }, checkpoint })).toEqual(stopped);
  });

  test("they are those before training where none that was measured may be kept", async () => {
    const keep = keepWithin({ accuracy: { least: 0.9 } });
    const untouched = await run({ measure: { ...measured, keep } });
    expect(untouched).toMatchObject({ keptStep: 0, params: { slope: 0, shift: 0 } });
  });

  test("measuring does not change the training", async () => {
    expect((await run({ measure: { ...measured, keep: keepLast } })).params).toEqual((await run()).params);
  });

  test("the last step is measured too, where the rhythm does not meet it", async () => {
    const measure = { every: 9, run: () => ({ accuracy: 1 }), keep: keepLast };
    expect((await run({ steps: 20, measure })).history.measures.map(({ step }) => step)).toEqual([9, 18, 20]);
  });

  test("keepHighest refuses a measure that is not there", async () => {
    const measure = { ...measured, keep: keepHighest("f1") };
    await expect(run({ measure })).rejects.toThrow(
      new RangeError("keepHighest: measure f1 is undefined, expected a number"),
    );
  });
});

describe("a run that is stopped", () => {
  const measure = {
    every: 6,
    run: (params: Params) => ({ slope: numbers(params).slope }),
    keep: keepHighest("slope"),
  };

  test("ends within the step in which the signal is aborted, with the signal's reason", async () => {
    const stopping = new AbortController();
    const taken: number[] = [];
    const onProgress = (progress: { step: number }) => {
      taken.push(progress.step);
      if (progress.step === 3) setImmediate(() => stopping.abort(new Error("interrupted")));
    };
    await expect(run({ signal: stopping.signal, onProgress })).rejects.toThrow("interrupted");
    expect(taken.length).toBeLessThanOrEqual(4);
  });

  test("goes on from its checkpoint to the same bits as one that was never stopped", async () => {
    const checkpoint = { file: join(folder, "a.safetensors"), every: 5, identity: "line, seed 1" };
    const stopping = new AbortController();
    const onProgress = ({ step }: { step: number }) => step === 17 && stopping.abort();
    await expect(run({ measure, checkpoint, onProgress, signal: stopping.signal })).rejects.toThrow();
    const steps: number[] = [];
    const resumed = await run({ measure, checkpoint, onProgress: ({ step }) => steps.push(step) });
    expect(steps[0]).toBe(16);
    const unbroken = await run({
      measure,
      checkpoint: { ...checkpoint, file: join(folder, "b.safetensors") },
    });
    expect(resumed).toEqual(unbroken);
  });

  test("is not taken up by a run with other settings", async () => {
    const file = join(folder, "c.safetensors");
    await run({ steps: 10, checkpoint: { file, every: 5, identity: "one" } });
    await expect(run({ steps: 10, checkpoint: { file, every: 5, identity: "other" } })).rejects.toThrow(
      new RangeError(`train: checkpoint ${file} belongs to run one, expected other`),
    );
  });
});

describe("train refuses", () => {
  test("steps that are no whole number above 0", async () => {
    await expect(run({ steps: 0 })).rejects.toThrow(
      new RangeError("train: steps is 0, expected a whole number above 0"),
    );
    await expect(run({ lossEvery: 1.5 })).rejects.toThrow(
      new RangeError("train: lossEvery is 1.5, expected a whole number above 0"),
    );
  });

  test("a loss that is no number, and says at which step", async () => {
    await expect(run({ learningRate: () => 1e30, lossEvery: 1 })).rejects.toThrow(
      /^train: loss at step \d+ is (NaN|Infinity), expected a finite number$/,
    );
  });
});
