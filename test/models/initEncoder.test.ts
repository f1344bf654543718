import { expect, test } from "vitest";
import { bertConfig } from "../../src/models/encoderConfig";
import { addClassificationHead, initEncoder } from "../../src/models/initEncoder";
import { stream } from "../../src/random/stream";
import { farthest } from "./golden";

const config = bertConfig({ vocabularySize: 50, hiddenSize: 32, layers: 2, heads: 4 });
const first = () => initEncoder(config, stream(1, "weights"));
const query = "encoder.layer.1.attention.self.query.weight";

test("new weights are normal with the stated deviation, biases 0, norms 1 and 0", () => {
  const params = first();
  const values = params[query].dataSync<"float32">();
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  expect(Math.abs(deviation / 0.02 - 1)).toBeLessThan(0.1);
  expect(new Set(params["encoder.layer.1.output.dense.bias"].dataSync())).toEqual(new Set([0]));
  expect(new Set(params["encoder.layer.1.output.LayerNorm.weight"].dataSync())).toEqual(new Set([1]));
  expect(new Set(params["encoder.layer.1.output.LayerNorm.bias"].dataSync())).toEqual(new Set([0]));
});

test("the same seed gives the same weights, another seed and another layer others", () => {
  const values = first()[query].dataSync();
  expect(farthest(first()[query].dataSync(), values)).toBe(0);
  expect(farthest(initEncoder(config, stream(2, "weights"))[query].dataSync(), values)).toBeGreaterThan(0.01);
  expect(farthest(first()[query.replace("layer.1", "layer.0")].dataSync(), values)).toBeGreaterThan(0.01);
});

test("a deeper encoder begins with the same lower layers", () => {
  const deeper = initEncoder({ ...config, layers: 3 }, stream(1, "weights"));
  expect(farthest(deeper[query].dataSync(), first()[query].dataSync())).toBe(0);
});

test("addClassificationHead adds pooler and classifier and shares all other weights", () => {
  const params = first();
  const headed = addClassificationHead(config, params, 3, stream(1, "head"));
  const added = Object.keys(headed).filter((name) => !(name in params));
  expect(added).toEqual(["pooler.dense.weight", "pooler.dense.bias", "classifier.weight", "classifier.bias"]);
  expect(headed["classifier.weight"].shape).toEqual([3, 32]);
  expect(headed[query]).toBe(params[query]);
  const again = addClassificationHead(config, headed, 5, stream(2, "head"));
  expect(again["pooler.dense.weight"]).toBe(headed["pooler.dense.weight"]);
  expect(again["classifier.weight"].shape).toEqual([5, 32]);
});

test("addClassificationHead and bertConfig refuse what cannot be", () => {
  expect(() => addClassificationHead(config, first(), 1, stream(1, "head"))).toThrow(
    new RangeError("addClassificationHead: classes is 1, expected a whole number from 2"),
  );
  expect(() => bertConfig({ vocabularySize: 50, hiddenSize: 32, layers: 2, heads: 5 })).toThrow(
    new RangeError("bertConfig: hiddenSize is 32, expected a multiple of heads, 5"),
  );
  expect(() => bertConfig({ vocabularySize: 0, hiddenSize: 32, layers: 2, heads: 4 })).toThrow(
    new RangeError("bertConfig: vocabularySize is 0, expected a whole number above 0"),
  );
});
