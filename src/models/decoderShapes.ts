/**
 * @file The names and shapes of a decoder's weights, by transformers' names.
 */
import type { DecoderConfig } from "./decoderConfig";
import { decoderFamilies } from "./decoderFamilies";

/** Shapes by weight name; matrices are [outputs, inputs]. */
type Shapes = Record<string, number[]>;

/** The weights that a decoder must have; `lm_head.weight` only where the head is not the embedding table. */
export function decoderShapes(config: DecoderConfig): Shapes {
  const { vocabularySize, hiddenSize } = config;
  const shapes: Shapes = { "model.embed_tokens.weight": [vocabularySize, hiddenSize] };
  for (let layer = 0; layer < config.layers; layer++) {
    const name = decoderLayerName(layer);
    Object.assign(shapes, attentionShapes(config, name), feedForwardShapes(config, name));
    for (const norm of normNames(config)) shapes[`${name}.${norm}.weight`] = [hiddenSize];
  }
  shapes["model.norm.weight"] = [hiddenSize];
  if (!config.tiedHead) shapes["lm_head.weight"] = [vocabularySize, hiddenSize];
  return shapes;
}

/** Where the weights of a layer are, counted from 0. */
export function decoderLayerName(layer: number): string {
  return `model.layers.${layer}`;
}

/** The linear maps of a layer, as in "self_attn.q_proj", with outputs and inputs: what an adapter can be put on. */
export function projectionSizes(config: DecoderConfig): Record<string, [outputs: number, inputs: number]> {
  const { hiddenSize, heads, keyValueHeads, headSize, intermediateSize } = config;
  const [queries, keys] = [heads * headSize, keyValueHeads * headSize];
  if (decoderFamilies[config.modelType].fused) {
    return {
      "self_attn.qkv_proj": [queries + 2 * keys, hiddenSize],
      "self_attn.o_proj": [hiddenSize, queries],
      "mlp.gate_up_proj": [2 * intermediateSize, hiddenSize],
      "mlp.down_proj": [hiddenSize, intermediateSize],
    };
  }
  return {
    "self_attn.q_proj": [queries, hiddenSize],
    "self_attn.k_proj": [keys, hiddenSize],
    "self_attn.v_proj": [keys, hiddenSize],
    "self_attn.o_proj": [hiddenSize, queries],
    "mlp.gate_proj": [intermediateSize, hiddenSize],
    "mlp.up_proj": [intermediateSize, hiddenSize],
    "mlp.down_proj": [hiddenSize, intermediateSize],
  };
}

function attentionShapes(config: DecoderConfig, name: string): Shapes {
  const { queryKeyValue, attentionOutput } = config.biases;
  const hasBias = (part: string) => (part.endsWith("o_proj") ? attentionOutput : queryKeyValue);
  const shapes = linearShapes(config, name, "self_attn", hasBias);
  if (decoderFamilies[config.modelType].queryKeyNorms) {
    shapes[`${name}.self_attn.q_norm.weight`] = [config.headSize];
    shapes[`${name}.self_attn.k_norm.weight`] = [config.headSize];
  }
  return shapes;
}

function feedForwardShapes(config: DecoderConfig, name: string): Shapes {
  return linearShapes(config, name, "mlp", () => config.biases.feedForward);
}

function linearShapes(
  config: DecoderConfig,
  name: string,
  block: string,
  hasBias: (part: string) => boolean,
): Shapes {
  const shapes: Shapes = {};
  for (const [part, [outputs, inputs]] of Object.entries(projectionSizes(config))) {
    if (!part.startsWith(block)) continue;
    shapes[`${name}.${part}.weight`] = [outputs, inputs];
    if (hasBias(part)) shapes[`${name}.${part}.bias`] = [outputs];
  }
  return shapes;
}

function normNames({ modelType }: DecoderConfig): string[] {
  const names = ["input_layernorm", "post_attention_layernorm"];
  if (!decoderFamilies[modelType].normsAfter) return names;
  return [...names, "pre_feedforward_layernorm", "post_feedforward_layernorm"];
}
