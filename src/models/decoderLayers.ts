/**
 * @file The layers of a decoder: the one body that training, scoring, prefill and decoding share.
 */
import { rmsNorm } from "../engine/ops/rmsNorm";
import { tf } from "../engine/tensorflow";
import type { Params } from "../engine/tensorTree";
import { type AdaptedWeights, type Adapter, type AdapterDropout, adaptedLinear } from "./adapter";
import type { DecoderConfig, LayerKind } from "./decoderConfig";
import { decoderFamilies } from "./decoderFamilies";
import { decoderLayerName } from "./decoderShapes";
import { type RotaryTables, rotaryTables, rotate } from "./rotary";

/**
 * What each query takes from the places that it may see; `causalAttention` is one such function.
 *
 * @param queries turned and scaled, shape [B, H, T, width]
 * @param keys turned, shape [B, KV, T, width]
 * @param values shape [B, KV, T, width]
 * @returns shape [B, H, T, width]
 */
export type Attend = (layer: number, queries: tf.Tensor, keys: tf.Tensor, values: tf.Tensor) => tf.Tensor;

/** Where the tokens stand and how they see each other. */
export interface DecoderPass {
  /** int32, shape [B, T]: each token's place in its text, from 0. */
  positions: tf.Tensor2D;
  attend: Attend;
}

/**
 * The states after all layers, with the last norm applied.
 *
 * Source:  Touvron et al. 2023, Section 2.2; for the other families see `decoderFamilies`.
 * Differs: nothing.
 *
 * @param embedded what `embedTokens` gives, shape [B, T, D]
 * @returns shape [B, T, D]
 */
export function decoderLayers(
  config: DecoderConfig,
  params: Params,
  embedded: tf.Tensor3D,
  pass: DecoderPass,
  adapter?: Adapter,
  dropout?: AdapterDropout,
): tf.Tensor3D {
  return tf.tidy(() => {
    const weights = { params, adapter, dropout };
    const tables = layerTables(config, pass.positions);
    let hidden = embedded;
    for (let layer = 0; layer < config.layers; layer++) {
      hidden = decoderLayer(config, weights, layer, hidden, tables[config.layerKinds[layer]]!, pass.attend);
    }
    return norm(config, params, "model.norm", hidden);
  });
}

/** The rotary tables of each kind of layer that the decoder has. */
function layerTables(
  { layerKinds, rotary }: DecoderConfig,
  positions: tf.Tensor2D,
): Partial<Record<LayerKind, RotaryTables>> {
  const kinds = [...new Set(layerKinds)];
  return Object.fromEntries(kinds.map((kind) => [kind, rotaryTables(rotary[kind], positions)]));
}

/**
 * The states after one layer.
 *
 *     a = x + Attention(Norm(x)),  y = a + FFN(Norm(a))
 *
 * Gemma normalises what the attention and the network give as well, before it is added.
 *
 * @param hidden states before the layer, shape [B, T, D]
 * @param tables what `layerTables` gives for this layer's kind
 * @returns shape [B, T, D]
 */
function decoderLayer(
  config: DecoderConfig,
  weights: AdaptedWeights,
  layer: number,
  hidden: tf.Tensor3D,
  tables: RotaryTables,
  attend: Attend,
): tf.Tensor3D {
  const name = decoderLayerName(layer);
  const { normsAfter } = decoderFamilies[config.modelType];
  const normed = (part: string, x: tf.Tensor3D) => norm(config, weights.params, `${name}.${part}`, x);
  return tf.tidy(() => {
    const asked = attention(config, weights, layer, normed("input_layernorm", hidden), tables, attend);
    const attended = normsAfter ? normed("post_attention_layernorm", asked) : asked;
    const middle = tf.add(hidden, attended) as tf.Tensor3D;
    const before = normsAfter ? "pre_feedforward_layernorm" : "post_attention_layernorm";
    const fed = feedForward(config, weights, layer, normed(before, middle));
    return tf.add(middle, normsAfter ? normed("post_feedforward_layernorm", fed) : fed) as tf.Tensor3D;
  });
}

function attention(
  config: DecoderConfig,
  weights: AdaptedWeights,
  layer: number,
  x: tf.Tensor3D,
  tables: RotaryTables,
  attend: Attend,
): tf.Tensor3D {
  const { heads, headSize, queryScalar } = config;
  const name = `${decoderLayerName(layer)}.self_attn`;
  const [batch, length] = x.shape;
  const { queries, keys, values } = queriesKeysValues(config, weights, layer, x);
  const placed = (part: string, of: tf.Tensor) => rotate(byHead(inner(part, of)), tables);
  const inner = (part: string, of: tf.Tensor) =>
    decoderFamilies[config.modelType].queryKeyNorms
      ? norm(config, weights.params, `${name}.${part}`, of)
      : of;
  const mixed = attend(
    layer,
    tf.mul(placed("q_norm", queries), 1 / Math.sqrt(queryScalar)),
    placed("k_norm", keys),
    byHead(values),
  );
  const joined = tf.reshape(byHead(mixed), [batch, length, heads * headSize]);
  return adaptedLinear(weights, `${name}.o_proj`, joined, site(layer, 3)) as tf.Tensor3D;
}

/** Each of shape [B, T, heads, width]. */
function queriesKeysValues(config: DecoderConfig, weights: AdaptedWeights, layer: number, x: tf.Tensor3D) {
  const { heads, keyValueHeads, headSize, modelType } = config;
  const [batch, length] = x.shape;
  const name = `${decoderLayerName(layer)}.self_attn`;
  const linear = (part: string, at: number) => adaptedLinear(weights, `${name}.${part}`, x, site(layer, at));
  const widths = [heads, keyValueHeads, keyValueHeads].map((count) => count * headSize);
  const parts = decoderFamilies[modelType].fused
    ? tf.split(linear("qkv_proj", 0), widths, 2)
    : ["q_proj", "k_proj", "v_proj"].map(linear);
  const [queries, keys, values] = parts.map((part) => tf.reshape(part, [batch, length, -1, headSize]));
  return { queries, keys, values };
}

/** FFN(x) = W_down (act(W_gate x) ⊙ W_up x) */
function feedForward(
  config: DecoderConfig,
  weights: AdaptedWeights,
  layer: number,
  x: tf.Tensor3D,
): tf.Tensor3D {
  const { fused, activation } = decoderFamilies[config.modelType];
  const name = `${decoderLayerName(layer)}.mlp`;
  const linear = (part: string, of: tf.Tensor, at: number) =>
    adaptedLinear(weights, `${name}.${part}`, of, site(layer, at));
  const [gate, up] = fused
    ? tf.split(linear("gate_up_proj", x, 4), 2, 2)
    : [linear("gate_proj", x, 4), linear("up_proj", x, 5)];
  return linear("down_proj", tf.mul(activation(gate), up), 6) as tf.Tensor3D;
}

function norm<Tensor extends tf.Tensor>(
  config: DecoderConfig,
  params: Params,
  name: string,
  x: Tensor,
): Tensor {
  const weight = params[`${name}.weight`];
  const scale = decoderFamilies[config.modelType].normsAddOne ? tf.add(weight, 1) : weight;
  return rmsNorm(x, scale, config.normEpsilon);
}

/** [B, T, heads, width] to [B, heads, T, width], and back. */
function byHead(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, [0, 2, 1, 3]);
}

/** Each layer has seven linear maps, each with its own dropout. */
function site(layer: number, map: number): number {
  return 7 * layer + map;
}
