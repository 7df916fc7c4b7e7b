/** Log-density of a mixture of Gaussians with triangular precision factors (Bishop 1994; Williams 1996). */
import { componentParams } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import { normalLog, sumLast } from "./reductions.ts";
import { features } from "./rows.ts";
import type { TfOp } from "./tf-op.ts";
import { strictTriangle, type StrictTriangle } from "./triangle.ts";

export const mixtureLogDensity: TfOp<"mixtureLogDensity"> = ({ mixture }) => {
  const { components, covariance, minDiagonal } = mixture;
  const triangles = new Map<number, StrictTriangle>();
  const triangleOf = (dim: number): StrictTriangle => {
    const triangle = triangles.get(dim) ?? strictTriangle(dim, "upper");
    triangles.set(dim, triangle);
    return triangle;
  };
  return ([x, parameters]) => {
    const [rows, dim] = x.shape;
    const count = componentParams(mixture, dim);
    const logits = features(parameters, 0, components);
    /** One row per component of every row of the batch. */
    const parts = tf.reshape<tf.Rank.R2>(features(parameters, components, components * count), [
      rows * components,
      count,
    ]);
    const repeated = tf.tile(tf.expandDims(x, 1), [1, components, 1]);
    const deviation: tf.Tensor2D = tf.sub(
      tf.reshape(repeated, [rows * components, dim]),
      features(parts, 0, dim),
    );
    const diagonals = covariance === "spherical" ? 1 : dim;
    const diagonal = tf.add(tf.softplus(features(parts, dim, diagonals)), minDiagonal);
    const scaled: tf.Tensor2D = tf.mul(deviation, diagonal);
    const whitened: tf.Tensor2D =
      covariance === "full" && dim > 1
        ? tf.add(
            scaled,
            triangleOf(dim).times(features(parts, 2 * dim, count - 2 * dim), deviation),
          )
        : scaled;
    const logDeterminant = tf.mul(sumLast(tf.log(diagonal)), dim / diagonals);
    const logDensities = tf.reshape(tf.add(normalLog(whitened, dim), logDeterminant), [
      rows,
      components,
    ]);
    return tf.logSumExp(tf.add(tf.logSoftmax(logits), logDensities), 1, true);
  };
};
