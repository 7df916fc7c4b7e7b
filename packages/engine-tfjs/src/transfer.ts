/** Between row-major float64 matrices and float32 tensors. */
import type { Matrix } from "@retrodict/spec";
import * as tf from "@tensorflow/tfjs-core";

export function toTensor({ rows, cols, data }: Matrix): tf.Tensor2D {
  return tf.tensor2d(Float32Array.from(data), [rows, cols]);
}

export function toMatrix(tensor: tf.Tensor2D): Matrix {
  const [rows, cols] = tensor.shape;
  return { rows, cols, data: Float64Array.from(tensor.dataSync()) };
}
