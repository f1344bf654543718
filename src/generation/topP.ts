/** @file The nucleus: the fewest likeliest tokens that together have a given probability. */
import { rawOp } from "../engine/rawOp";
import { tf } from "../engine/tensorflow";

/** How far below the likeliest token logits are told apart; e^-32 of a vocabulary of 2^20 is 1e-8. */
const range = 32;
/** Bins over the range, and again inside the bin where the nucleus ends: a width of 2e-6 in the end. */
const bins = 4096;

/**
 * The logits, with -Infinity outside of the nucleus.
 *
 *     keep v where Σ p_w over all w likelier than v is below P
 *
 * The place where the nucleus ends is found by two histograms of the probability over the logits, one inside the
 * other: a sort of a wide vocabulary takes ten times as long.
 *
 * Source:  Holtzman et al. 2020, Section 3.1, Eq. 2.
 * Differs: tokens whose logits differ by less than 2e-6 at the edge are kept together.
 *
 * @param logits shape [B, V]
 * @param share P, a scalar in (0, 1)
 * @returns shape [B, V]
 */
export function topP(logits: tf.Tensor2D, share: tf.Scalar): tf.Tensor2D {
  return tf.tidy(() => {
    const gaps = tf.minimum(tf.sub(tf.max(logits, 1, true), logits), range);
    const weights = tf.exp(tf.neg(gaps)) as tf.Tensor2D;
    const scaled = tf.mul(gaps, bins / range) as tf.Tensor2D;

    const coarse = binOf(scaled);
    const coarseMass = massByBin(coarse, weights);
    const wanted = tf.mul(tf.sum(coarseMass, 1, true), share) as tf.Tensor2D;
    const edge = lastBin(coarseMass, wanted);
    const before = massBefore(coarseMass, edge);

    const fine = binOf(tf.mul(tf.sub(scaled, edge), bins) as tf.Tensor2D);
    const atEdge = tf.equal(coarse, edge);
    const fineMass = massByBin(fine, tf.mul(weights, tf.cast(atEdge, "float32")) as tf.Tensor2D);
    const fineEdge = lastBin(fineMass, tf.sub(wanted, before) as tf.Tensor2D);

    const kept = tf.logicalOr(tf.less(coarse, edge), tf.logicalAnd(atEdge, tf.lessEqual(fine, fineEdge)));
    return tf.where(kept, logits, Number.NEGATIVE_INFINITY);
  });
}

/** Whole numbers from 0 to the last bin. */
function binOf(scaled: tf.Tensor2D): tf.Tensor2D {
  return tf.cast(tf.clipByValue(scaled, 0, bins - 1), "int32") as tf.Tensor2D;
}

/** Σ of the weights in each bin of each row, shape [B, bins]. */
function massByBin(of: tf.Tensor2D, weights: tf.Tensor2D): tf.Tensor2D {
  return rawOp("DenseBincount", [of, tf.scalar(bins, "int32"), weights])[0] as tf.Tensor2D;
}

/** The first bin at whose end the mass has reached what is wanted, int32 [B, 1]. */
function lastBin(mass: tf.Tensor2D, wanted: tf.Tensor2D): tf.Tensor2D {
  const short = tf.less(tf.cumsum(mass, 1), wanted);
  const count = tf.sum(tf.cast(short, "int32"), 1, true);
  return tf.minimum(count, tf.scalar(bins - 1, "int32")) as tf.Tensor2D;
}

/** Σ of the mass in the bins before `edge`, shape [B, 1]. */
function massBefore(mass: tf.Tensor2D, edge: tf.Tensor2D): tf.Tensor2D {
  const earlier = tf.less(tf.reshape(tf.range(0, bins, 1, "int32"), [1, bins]), edge);
  return tf.sum(tf.mul(mass, tf.cast(earlier, "float32")), 1, true) as tf.Tensor2D;
}
