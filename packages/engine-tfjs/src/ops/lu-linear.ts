/** A linear map with triangular factors, whose determinant is a product (Kingma & Dhariwal 2018, Glow). */
import type { LuWeights } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import { triangleLength, type Weights } from "../weights.ts";
import { positive } from "./positivity.ts";
import { sumLast } from "./reductions.ts";
import { beside, features } from "./rows.ts";
import type { TfOp } from "./tf-op.ts";
import { strictTriangle } from "./triangle.ts";

/** Strictly lower entries of L and strictly upper ones of U as rows, U's diagonal, the bias. */
function factors({ offset, dim }: LuWeights, weights: Weights) {
  const triangle = triangleLength(dim);
  return {
    lower: () => tf.reshape<tf.Rank.R2>(weights(offset), [1, triangle]),
    upper: () => tf.reshape<tf.Rank.R2>(weights(offset + triangle), [1, triangle]),
    diagonal: positive(weights(offset + 2 * triangle), "softplus"),
    bias: weights(offset + 2 * triangle + dim),
  };
}

export const luLinear: TfOp<"luLinear"> = ({ weights: of }) => {
  const { dim } = of;
  const below = strictTriangle(dim, "lower");
  const above = strictTriangle(dim, "upper");
  return ([x], weights) => {
    const { lower, upper, diagonal, bias } = factors(of, weights);
    const scaled: tf.Tensor2D = tf.mul(x, diagonal);
    const u: tf.Tensor2D = dim > 1 ? tf.add(scaled, above.times(upper(), x)) : scaled;
    const lu: tf.Tensor2D = dim > 1 ? tf.add(u, below.times(lower(), u)) : u;
    const ones = tf.ones<tf.Rank.R2>([x.shape[0], 1]);
    return beside([tf.add(lu, bias), tf.mul(ones, sumLast(tf.log(diagonal)))]);
  };
};

/** `known` columns times as many entries of a row of a factor, the first of them at `from`. */
const times = (known: readonly tf.Tensor2D[], row: tf.Tensor2D, from: number): tf.Tensor2D =>
  tf.matMul(beside(known), features(row, from, known.length), false, true);

/** Substitution forwards through L, then backwards through U, one column after the other. */
export const inverseLuLinear: TfOp<"inverseLuLinear"> =
  ({ weights: of }) =>
  ([y], weights) => {
    const { dim } = of;
    const { lower, upper, diagonal, bias } = factors(of, weights);
    const shifted: tf.Tensor2D = tf.sub(y, bias);
    const u: tf.Tensor2D[] = [];
    for (let i = 0; i < dim; i++) {
      const own = features(shifted, i, 1);
      u.push(i === 0 ? own : tf.sub(own, times(u, lower(), triangleLength(i))));
    }
    const x: tf.Tensor2D[] = [];
    for (let i = dim - 1; i >= 0; i--) {
      const start = triangleLength(dim) - triangleLength(dim - i);
      const rest = x.length === 0 ? u[i] : tf.sub(u[i], times(x, upper(), start));
      x.unshift(tf.div(rest, tf.slice(diagonal, i, 1)));
    }
    return beside(x);
  };
