import * as tf from "@tensorflow/tfjs-core";
import type { TfOp } from "./tf-op.ts";

/** Sum over the last axis, which stays with length 1. */
export const sumLast = <T extends tf.Tensor>(x: T): T => tf.sum(x, -1, true);

export const sum: TfOp<"sum"> =
  () =>
  ([x]) =>
    sumLast(x);

export const logSumExp: TfOp<"logSumExp"> =
  () =>
  ([x]) =>
    tf.logSumExp(x, -1, true);

/** −½ (‖x‖² + D ln 2π) over the last axis. */
export function normalLog<T extends tf.Tensor>(x: T, dim: number): T {
  return tf.mul(tf.add(sumLast(tf.square(x)), dim * Math.log(2 * Math.PI)), -0.5);
}

export const normalLogDensity: TfOp<"normalLogDensity"> =
  () =>
  ([x]) =>
    normalLog(x, x.shape[1]);
