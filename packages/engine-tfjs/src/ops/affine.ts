import * as tf from "@tensorflow/tfjs-core";
import type { ElementwiseTransform, TransformOf } from "./elementwise-transform.ts";
import { positive } from "./positivity.ts";

/** z = s·x + b from (b, r), s being r made positive. */
export function affine({ positivity }: TransformOf<"affine">): ElementwiseTransform {
  const parts = (params: tf.Tensor3D) => {
    const [shift, raw] = tf.unstack(params, 2) as [tf.Tensor2D, tf.Tensor2D];
    return { shift, scale: positive(raw, positivity) };
  };
  return {
    forward(x, params) {
      const { shift, scale } = parts(params);
      return { z: tf.add(tf.mul(scale, x), shift), logSlope: tf.log(scale) };
    },
    inverse(z, params) {
      const { shift, scale } = parts(params);
      return tf.div(tf.sub(z, shift), scale);
    },
  };
}
