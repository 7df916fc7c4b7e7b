import type { Positivity } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";

/** Keeps a scale away from zero, where a flow would lose a dimension. */
export const MIN_POSITIVE = 1e-3;

/** Where soft clipping saturates: ± ln 1000. */
const CLIP = -Math.log(MIN_POSITIVE);

/** r / (1 + steepness · |r| / ln 1000). */
export function softClip<T extends tf.Tensor>(r: T, steepness: number): T {
  return tf.div(r, tf.add(tf.mul(tf.abs(r), steepness / CLIP), 1));
}

/** `r` made positive. */
export function positive<T extends tf.Tensor>(r: T, positivity: Positivity): T {
  return positivity === "softplus" ? tf.add(tf.softplus(r), MIN_POSITIVE) : tf.exp(softClip(r, 1));
}
