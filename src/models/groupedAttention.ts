/**
 * @file Attention with fewer heads of keys and values than of queries (Ainslie et al. 2023).
 */
import { tf } from "../engine/tensorflow";

/**
 * What each query takes from all places.
 *
 *     softmax(Q Kᵀ + bias) V, in each head
 *
 * Query head h asks key head ⌊h KV / H⌋. Keys and values are not repeated: the queries of one group stand one below
 * the other in one product.
 *
 * Source:  Vaswani et al. 2017, Eq. 1; groups as in Ainslie et al. 2023, Section 2.2.
 * Differs: the queries come scaled.
 *
 * @param queries shape [B, H, T, width]
 * @param keys shape [B, KV, S, width]
 * @param values shape [B, KV, S, width]
 * @param bias 0 where a query may look and a large negative number where not, shape [B or 1, 1, T, S]
 * @returns shape [B, H, T, width]
 */
export function groupedAttention(
  queries: tf.Tensor,
  keys: tf.Tensor,
  values: tf.Tensor,
  bias: tf.Tensor,
): tf.Tensor {
  const [batch, heads, length, width] = queries.shape;
  const [, groups, places] = keys.shape;
  const stacked = (heads / groups) * length;
  const scores = tf.matMul(tf.reshape(queries, [batch, groups, stacked, width]), keys, false, true);
  const shares = tf.softmax(tf.add(tf.reshape(scores, [batch, heads, length, places]), bias));
  const mixed = tf.matMul(tf.reshape(shares, [batch, groups, stacked, places]), values);
  return tf.reshape(mixed, [batch, heads, length, width]);
}
