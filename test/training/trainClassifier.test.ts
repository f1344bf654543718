import { afterAll, describe, expect, test } from "vitest";
import { tensorsLeft } from "../../src/engine/leakGuard";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { crossEntropy } from "../../src/losses/crossEntropy";
import { impLoss } from "../../src/losses/impLoss";
import { weightedCrossEntropy } from "../../src/losses/weightedCrossEntropy";
import { lowerStates } from "../../src/models/lowerStates";
import { stream } from "../../src/random/stream";
import { wordTokenizer } from "../../src/text/wordTokenizer";
import { stateInputs } from "../../src/training/classifierInputs";
import { trainClassifier } from "../../src/training/trainClassifier";
import { tinyConfig, tinyGraphs, tinyParams, tinyTexts } from "./tinyClassifier";

const graphs = tinyGraphs();
afterAll(() => graphs.dispose());

const params = tinyParams();
const data = tinyTexts(45);
const schedule = { epochs: 4, batchSize: 8, learningRate: 0.02 };
const common = { graphs, params, ...data, schedule, random: stream(3, "run") };
const numbers = (params: Params) =>
  Object.fromEntries(Object.entries(params).map(([name, t]) => [name, [...t.dataSync()]]));
const ones = data.labels.map(() => 1);

const accuracyOf = async (trained: Params, texts = data) => {
  const rows = await graphs.logProbs(trained, texts.inputs);
  return rows.filter((row, i) => row.indexOf(Math.max(...row)) === texts.labels[i]).length / rows.length;
};

describe("trainClassifier", () => {
  test("learns which words go with which class, on texts it has not seen", async () => {
    const trained = await trainClassifier({ ...common, loss: crossEntropy, columns: {} });
    expect(await accuracyOf(params, tinyTexts(60, 2))).toBeLessThan(0.6);
    expect(await accuracyOf(trained.params, tinyTexts(60, 2))).toBeGreaterThan(0.85);
  });

  test("gives the same bits for the same stream, others for another", async () => {
    const once = async (seed: number) =>
      numbers(
        (await trainClassifier({ ...common, loss: crossEntropy, columns: {}, random: stream(seed, "run") }))
          .params,
      );
    const first = await once(3);
    expect(await once(3)).toEqual(first);
    expect(await once(4)).not.toEqual(first);
  });

  test("with a weighted loss and weights of one equals cross entropy bit for bit", async () => {
    const plain = await trainClassifier({ ...common, loss: crossEntropy, columns: {} });
    const weighted = await trainClassifier({
      ...common,
      loss: weightedCrossEntropy,
      columns: { weight: ones },
    });
    expect(numbers(weighted.params)).toEqual(numbers(plain.params));
  });

  test("gives each text its own constants: weight 0 for a class keeps it from being learnt", async () => {
    const without = data.labels.map((label) => (label === 1 ? -60 : 0));
    const columns = { logQuality: without, logDiversity: data.labels.map(() => 0) };
    const trained = await trainClassifier({ ...common, loss: impLoss, columns });
    const predicted = (await graphs.logProbs(trained.params, data.inputs)).map((row) =>
      row.indexOf(Math.max(...row)),
    );
    expect(predicted).not.toContain(1);
    expect(new Set(predicted)).toEqual(new Set([0, 2]));
  });

  test("leaves only the trained weights behind", async () => {
    const run = () => trainClassifier({ ...common, loss: crossEntropy, columns: {} });
    disposeTree((await run()).params);
    let trained: Params = {};
    expect(await tensorsLeft(async () => ({ params: trained } = await run()))).toBe(
      Object.keys(trained).length,
    );
    expect(await tensorsLeft(() => graphs.logProbs(trained, data.inputs))).toBe(0);
  });

  test("refuses lists that do not fit the texts, labels that are no class, constants that are no number", async () => {
    const run = (changes: object) =>
      trainClassifier({ ...common, loss: weightedCrossEntropy, columns: { weight: ones }, ...changes });
    await expect(run({ columns: { weight: [1, 2] } })).rejects.toThrow(
      new RangeError("trainClassifier: weight has 2 entries, expected 45 like the texts"),
    );
    await expect(run({ labels: data.labels.map(() => 3) })).rejects.toThrow(
      new RangeError("trainClassifier: label 0 is 3, expected a class from 0 to 2"),
    );
    await expect(run({ columns: { weight: [...ones.slice(1), Number.NaN] } })).rejects.toThrow(
      new RangeError("trainClassifier: weight 44 is NaN, expected a finite number"),
    );
  });
});

describe("frozen lower layers", () => {
  const tokenizer = wordTokenizer(["a"], { limit: 6 });

  test("give the same log-probabilities from kept states as from token numbers", async () => {
    const { encodings } = data.inputs;
    const upper = tinyGraphs(1);
    const kept = await lowerStates({ config: tinyConfig, params, tokenizer }, encodings, 1);
    const whole = await graphs.logProbs(params, data.inputs);
    const parts = await upper.logProbs(params, stateInputs(tinyConfig, encodings, kept));
    expect(parts.length).toBe(45);
    parts.forEach((row, i) => {
      for (const c of [0, 1, 2]) expect(row[c]).toBeCloseTo(whole[i][c], 5);
    });
    upper.dispose();
  });

  test("are not among the trained weights, and the layers above learn", async () => {
    const { encodings } = data.inputs;
    const upper = tinyGraphs(1);
    const kept = await lowerStates({ config: tinyConfig, params, tokenizer }, encodings, 1);
    const inputs = stateInputs(tinyConfig, encodings, kept);
    const run = { ...common, graphs: upper, inputs, loss: crossEntropy, columns: {} };
    const { params: trained, history } = await trainClassifier({
      ...run,
      schedule: { ...schedule, epochs: 8 },
    });
    expect(
      Object.keys(trained).some((name) => name.startsWith("embeddings.") || name.includes("layer.0")),
    ).toBe(false);
    expect(history.losses.at(-1)!.loss).toBeLessThan(history.losses[0].loss / 2);
    upper.dispose();
  });
});
