/**
 * @file The language model of the bench: LLaMA's layers (rotary positions, RMSNorm, SwiGLU), head tied to the embedding.
 * The same as `Llama` in train_step.py.
 */

import { normalTensor, ones } from "../../src/engine/initialisers";
import { gatherRows } from "../../src/engine/ops/gatherRows";
import { logitsOf } from "../../src/engine/ops/logitsOf";
import { logProbOf } from "../../src/engine/ops/logProbOf";
import { rmsNorm } from "../../src/engine/ops/rmsNorm";
import { tf } from "../../src/engine/tensorflow";
import type { Params } from "../../src/engine/tensorTree";
import type { Random } from "../../src/random/stream";

/** Sizes of model and batch. */
export type Sizes = {
  width: number;
  layers: number;
  heads: number;
  inner: number;
  vocabulary: number;
  batch: number;
  length: number;
};

const epsilon = 1e-5;
const rotaryBase = 10_000;

/** Random weights, by Hugging Face's names and [out, in] as there. */
export function initLlama({ width, layers, inner, vocabulary }: Sizes, random: Random): Params {
  const weight = (rows: number, columns: number) => normalTensor([rows, columns], 0.02, random);
  const params: Params = { "embed_tokens.weight": weight(vocabulary, width) };
  for (let layer = 0; layer < layers; layer++) {
    const at = `layers.${layer}`;
    params[`${at}.input_layernorm.weight`] = ones([width]);
    for (const name of ["q", "k", "v", "o"])
      params[`${at}.self_attn.${name}_proj.weight`] = weight(width, width);
    params[`${at}.post_attention_layernorm.weight`] = ones([width]);
    for (const name of ["gate", "up"]) params[`${at}.mlp.${name}_proj.weight`] = weight(inner, width);
    params[`${at}.mlp.down_proj.weight`] = weight(width, inner);
  }
  params["norm.weight"] = ones([width]);
  return params;
}

/**
 * Mean negative log-probability of the next tokens, in nats.
 *
 * @param ids int32, shape [batch * length]
 * @param next int32, shape [batch * length]
 */
export function llamaLoss(sizes: Sizes, params: Params, ids: tf.Tensor, next: tf.Tensor): tf.Scalar {
  let hidden = gatherRows(params["embed_tokens.weight"], ids) as tf.Tensor2D;
  const tables = rotaryTables(sizes);
  const mask = causalMask(sizes.length);
  for (let layer = 0; layer < sizes.layers; layer++) {
    const weight = (name: string) => params[`layers.${layer}.${name}.weight`];
    const normed = rmsNorm(hidden, weight("input_layernorm"), epsilon);
    hidden = hidden.add(attend(sizes, weight, normed, tables, mask));
    const inner = rmsNorm(hidden, weight("post_attention_layernorm"), epsilon);
    hidden = hidden.add(swiGlu(weight, inner));
  }
  const normed = rmsNorm(hidden, params["norm.weight"], epsilon);
  const logits = logitsOf(normed, params["embed_tokens.weight"] as tf.Tensor2D);
  return logProbOf(logits, next).mean().neg() as tf.Scalar;
}

type Weight = (name: string) => tf.Tensor;
type Tables = { cos: tf.Tensor; sin: tf.Tensor };

function attend(
  sizes: Sizes,
  weight: Weight,
  hidden: tf.Tensor2D,
  tables: Tables,
  mask: tf.Tensor,
): tf.Tensor2D {
  const { batch, length, heads, width } = sizes;
  const size = width / heads;
  const project = (name: string) =>
    linear(hidden, weight(`self_attn.${name}_proj`))
      .reshape([batch, length, heads, size])
      .transpose([0, 2, 1, 3]);
  const queries = rotate(project("q"), tables);
  const keys = rotate(project("k"), tables);
  const scores = tf
    .matMul(queries, keys, false, true)
    .mul(1 / Math.sqrt(size))
    .add(mask);
  const mixed = tf.matMul(tf.softmax(scores), project("v"));
  const together = mixed.transpose([0, 2, 1, 3]).reshape([batch * length, width]) as tf.Tensor2D;
  return linear(together, weight("self_attn.o_proj"));
}

function swiGlu(weight: Weight, hidden: tf.Tensor2D): tf.Tensor2D {
  const gate = linear(hidden, weight("mlp.gate_proj"));
  const up = linear(hidden, weight("mlp.up_proj"));
  return linear(gate.mul(gate.sigmoid()).mul(up), weight("mlp.down_proj"));
}

function linear(x: tf.Tensor2D, weight: tf.Tensor): tf.Tensor2D {
  return tf.matMul(x, weight as tf.Tensor2D, false, true);
}

/** Turns each pair (x_i, x_{i + size / 2}) by an angle that grows with the position. */
function rotate(x: tf.Tensor, { cos, sin }: Tables): tf.Tensor {
  const [first, second] = tf.split(x, 2, -1);
  return x.mul(cos).add(tf.concat([second.neg(), first], -1).mul(sin));
}

function rotaryTables({ length, width, heads }: Sizes): Tables {
  const half = width / heads / 2;
  const angles = Array.from({ length }, (_, position) =>
    Array.from({ length: 2 * half }, (_, i) => position * rotaryBase ** -((i % half) / half)),
  );
  const table = (f: (angle: number) => number) => tf.tensor2d(angles.map((row) => row.map(f)));
  return { cos: table(Math.cos), sin: table(Math.sin) };
}

/** 0 where a position may look, a large negative number where it may not. */
function causalMask(length: number): tf.Tensor2D {
  return tf.tensor2d(
    Array.from({ length }, (_, from) => Array.from({ length }, (_, to) => (to > from ? -1e9 : 0))),
  );
}
