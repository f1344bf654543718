import { afterAll, describe, expect, test } from "vitest";
import { valueAndGradients } from "../../src/engine/gradients";
import { normalTensor } from "../../src/engine/initialisers";
import { logProbOf } from "../../src/engine/ops/logProbOf";
import { tf } from "../../src/engine/tensorflow";
import { disposeTree, type Params } from "../../src/engine/tensorTree";
import { type Adapter, type AdapterDropout, adaptedLinear } from "../../src/models/adapter";
import { decoderStates } from "../../src/models/decoder";
import { decoderBatch } from "../../src/models/decoderBatch";
import { decoderLayerName, projectionSizes } from "../../src/models/decoderShapes";
import { tokenLogits } from "../../src/models/tokenLogits";
import { stream } from "../../src/random/stream";
import { farthest } from "./golden";
import { families, rows, smallDecoder } from "./smallDecoders";

const rank = 3;
const batch = decoderBatch(rows, 13, 0);
const next = tf.tensor2d(
  rows.map((row) => Array.from({ length: 13 }, (_, at) => row[at + 1] ?? 0)),
  undefined,
  "int32",
);
afterAll(() => disposeTree([batch, next]));

/** An adapter on every linear map of a decoder. */
function adapterOf(
  { config }: Pick<ReturnType<typeof smallDecoder>, "config">,
  deviationOfB: number,
): Adapter {
  const random = stream(3, "adapter");
  const params: Params = {};
  for (let layer = 0; layer < config.layers; layer++) {
    for (const [part, [outputs, inputs]] of Object.entries(projectionSizes(config))) {
      const name = `${decoderLayerName(layer)}.${part}`;
      params[`${name}.lora_A.weight`] = normalTensor([rank, inputs], 0.3, random.child(`${name}A`));
      params[`${name}.lora_B.weight`] = normalTensor([outputs, rank], deviationOfB, random.child(`${name}B`));
    }
  }
  return { scale: tf.scalar(1.7), params };
}

describe.each(families)("an adapter on all linear maps of %s", (family) => {
  const decoder = smallDecoder(family);
  const { config, params } = decoder;
  const logits = (params: Params, adapter?: Adapter, dropout?: AdapterDropout) =>
    tf.tidy(() =>
      tokenLogits(config, params, decoderStates(config, params, batch, adapter, dropout)).dataSync(),
    );

  test("changes nothing while its second factors are 0", () => {
    expect(farthest(logits(params, adapterOf(decoder, 0)), logits(params))).toBe(0);
  });

  test("equals a decoder into whose weights it is merged", () => {
    const adapter = adapterOf(decoder, 0.3);
    const merged = Object.fromEntries(
      Object.entries(params).map(([name, weight]) => {
        const first = adapter.params[name.replace(/weight$/, "lora_A.weight")];
        const second = adapter.params[name.replace(/weight$/, "lora_B.weight")];
        return [name, first ? tf.add(weight, tf.mul(tf.matMul(second, first), adapter.scale)) : weight];
      }),
    );
    const adapted = logits(params, adapter);
    expect(farthest(adapted, logits(merged))).toBeLessThan(1e-4);
    expect(farthest(adapted, logits(params))).toBeGreaterThan(0.1);
  });

  test("drops by its seed, and not without one", () => {
    const adapter = adapterOf(decoder, 0.3);
    const at = (seed: [number, number]) =>
      logits(params, adapter, { rate: 0.2, seed: tf.tensor1d(seed, "int32") });
    expect(farthest(at([1, 2]), at([1, 2]))).toBe(0);
    expect(farthest(at([1, 2]), at([1, 3]))).toBeGreaterThan(1e-2);
    expect(farthest(at([1, 2]), logits(params, adapter))).toBeGreaterThan(1e-2);
  });
});

test("an adapter's gradient costs no gradient of the frozen maps", async () => {
  const { config, params } = smallDecoder("llama");
  const adapter = adapterOf({ config }, 0.3);
  const lossOf = (params: Params, factors: Params) =>
    logProbOf(
      tokenLogits(config, params, decoderStates(config, params, batch, { ...adapter, params: factors })),
      next,
    )
      .mean()
      .neg() as tf.Scalar;
  // Of all gradients only that in a gate or up projection has this shape.
  const gateShape = `${config.intermediateSize},${config.hiddenSize}`;
  const products = async (body: () => tf.TensorContainer) => {
    const { kernels } = await tf.profile(() => tf.tidy(body));
    return kernels.filter(
      ({ name, outputShapes }) =>
        /MatMul/.test(name) && outputShapes.some((shape) => shape?.slice(-2).join() === gateShape),
    ).length;
  };
  const frozen = await products(() =>
    valueAndGradients((factors) => lossOf(params, factors), adapter.params),
  );
  const trained = await products(() => valueAndGradients((all) => lossOf(all, adapter.params), params));
  expect([frozen, trained]).toEqual([0, 2 * config.layers]);
});

test("adaptedLinear gives by hand: (1, 2) through W = I, A = (1, 1), B = (1, -1)ᵀ and scale 2 is (7, -4)", () => {
  const params = { "map.weight": tf.eye(2) };
  const factors = { "map.lora_A.weight": tf.ones([1, 2]), "map.lora_B.weight": tf.tensor2d([[1], [-1]]) };
  const adapter = { scale: tf.scalar(2), params: factors };
  const y = adaptedLinear({ params, adapter }, "map", tf.tensor3d([[[1, 2]]]), 0);
  expect([y.shape, Array.from(y.dataSync())]).toEqual([
    [1, 1, 2],
    [7, -4],
  ]);
});
