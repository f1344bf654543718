/**
 * @file A decoder's sizes and settings as config.json.
 */
import type { DecoderConfig } from "./decoderConfig";
import { decoderFamilies } from "./decoderFamilies";
import { rotaryJson } from "./rotaryJson";

/** What transformers reads as config.json for this decoder. */
export function decoderConfigJson(config: DecoderConfig): Record<string, unknown> {
  return {
    architectures: [decoderFamilies[config.modelType].architecture],
    model_type: config.modelType,
    vocab_size: config.vocabularySize,
    hidden_size: config.hiddenSize,
    num_hidden_layers: config.layers,
    num_attention_heads: config.heads,
    num_key_value_heads: config.keyValueHeads,
    head_dim: config.headSize,
    intermediate_size: config.intermediateSize,
    rms_norm_eps: config.normEpsilon,
    max_position_embeddings: config.maxPositions,
    tie_word_embeddings: config.tiedHead,
    initializer_range: config.initializerRange,
    rope_parameters: rotaryJson(config),
    ...familyJson(config),
    eos_token_id: config.eosIds.length === 1 ? config.eosIds[0] : config.eosIds.length ? config.eosIds : null,
    bos_token_id: config.bosId ?? null,
    pad_token_id: config.padId,
    dtype: "float32",
  };
}

function familyJson(config: DecoderConfig): Record<string, unknown> {
  const { biases, layerKinds, window, queryScalar, rotary } = config;
  const layerTypes = layerKinds.map((kind) => `${kind}_attention`);
  const attentionBias = biases.queryKeyValue;
  switch (config.modelType) {
    case "llama":
      return { hidden_act: "silu", attention_bias: attentionBias, mlp_bias: biases.feedForward };
    case "gemma3_text":
      return {
        hidden_activation: "gelu_pytorch_tanh",
        attention_bias: attentionBias,
        query_pre_attn_scalar: queryScalar,
        layer_types: layerTypes,
        sliding_window: window,
      };
    case "phi3": {
      const { scaling } = rotary.full;
      const original = scaling?.type === "longrope" ? scaling.originalMaxPositions : config.maxPositions;
      return {
        hidden_act: "silu",
        sliding_window: window ?? null,
        original_max_position_embeddings: original,
      };
    }
    case "qwen2":
    case "qwen3":
      return {
        hidden_act: "silu",
        ...(config.modelType === "qwen3" && { attention_bias: attentionBias }),
        layer_types: layerTypes,
        use_sliding_window: window !== undefined,
        sliding_window: window ?? null,
      };
  }
}
