/**
 * @file What distinguishes one family of decoders from another; all else is in the sizes of `DecoderConfig`.
 */
import { geluTanh } from "../engine/ops/geluTanh";
import { silu } from "../engine/ops/silu";
import type { tf } from "../engine/tensorflow";

/** The families, by their `model_type` in config.json. */
export type DecoderModelType = "llama" | "gemma3_text" | "phi3" | "qwen2" | "qwen3";

/** A family's layers. */
export interface DecoderFamily {
  /** As transformers calls the model with its head. */
  architecture: string;
  /** Norms are scaled by 1 + weight instead of by weight. */
  normsAddOne: boolean;
  /** Attention and feed-forward network have a norm after them too, before the residual is added. */
  normsAfter: boolean;
  /** Queries and keys are normalised in each head. */
  queryKeyNorms: boolean;
  /** Embeddings are multiplied by √D. */
  scaledEmbeddings: boolean;
  /** One matrix for queries, keys and values, and one for the gate and what it gates. */
  fused: boolean;
  activation: (x: tf.Tensor) => tf.Tensor;
}

const llama: DecoderFamily = {
  architecture: "LlamaForCausalLM",
  normsAddOne: false,
  normsAfter: false,
  queryKeyNorms: false,
  scaledEmbeddings: false,
  fused: false,
  activation: silu,
};

/** Touvron et al. 2023, Gemma 3 report 2025, Phi-3 report 2024, Qwen2 and Qwen3 reports 2024 and 2025. */
export const decoderFamilies: Readonly<Record<DecoderModelType, DecoderFamily>> = {
  llama,
  gemma3_text: {
    architecture: "Gemma3ForCausalLM",
    normsAddOne: true,
    normsAfter: true,
    queryKeyNorms: true,
    scaledEmbeddings: true,
    fused: false,
    activation: geluTanh,
  },
  phi3: { ...llama, architecture: "Phi3ForCausalLM", fused: true },
  qwen2: { ...llama, architecture: "Qwen2ForCausalLM" },
  qwen3: { ...llama, architecture: "Qwen3ForCausalLM", queryKeyNorms: true },
};
