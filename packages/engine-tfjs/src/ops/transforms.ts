/** Transforms of every feature by itself, and the inverse of an autoregressive one. */
import { transformParams, type Transform } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import { affine } from "./affine.ts";
import { applyLayer } from "./dense.ts";
import type { ElementwiseTransform } from "./elementwise-transform.ts";
import { sumLast } from "./reductions.ts";
import { beside, features } from "./rows.ts";
import { spline } from "./spline.ts";
import type { TfOp } from "./tf-op.ts";

const elementwise = (by: Transform): ElementwiseTransform =>
  by.kind === "affine" ? affine(by) : spline(by);

/** `rows × D·count` as `rows × D × count`. */
const perDimension = (params: tf.Tensor2D, by: Transform): tf.Tensor3D =>
  tf.reshape(params, [params.shape[0], -1, transformParams(by)]);

export const transform: TfOp<"transform"> =
  ({ transform: by }) =>
  ([x, conditioner]) => {
    const { z, logSlope } = elementwise(by).forward(x, perDimension(conditioner, by));
    return beside([z, sumLast(logSlope)]);
  };

export const inverseTransform: TfOp<"inverseTransform"> =
  ({ transform: by }) =>
  ([z, conditioner]) =>
    elementwise(by).inverse(z, perDimension(conditioner, by));

/** One whole pass per dimension, so that nothing depends on the order in which units become known. */
export const autoregressiveInverse: TfOp<"autoregressiveInverse"> =
  ({ layers, transform: by, features: dim }) =>
  ([latent, context], weights) => {
    const count = transformParams(by);
    const rows = latent.shape[0];
    const solved: tf.Tensor2D[] = [];
    for (let d = 0; d < dim; d++) {
      const unknown = tf.zeros<tf.Rank.R2>([rows, dim - d]);
      const input = beside([context, ...solved, unknown]);
      const params = layers.reduce((h, layer) => applyLayer(layer, h, weights), input);
      const own = perDimension(features(params, d * count, count), by);
      solved.push(elementwise(by).inverse(features(latent, d, 1), own));
    }
    return beside(solved);
  };
