import type { Activation, DenseLayer } from "@retrodict/tensor";
import * as tf from "@tensorflow/tfjs-core";
import type { Weights } from "../weights.ts";
import type { TfOp } from "./tf-op.ts";

const activations: Readonly<Record<Activation, (x: tf.Tensor2D) => tf.Tensor2D>> = {
  none: (x) => x,
  tanh: (x) => tf.tanh(x),
  relu: (x) => tf.relu(x),
};

/** The layer's output for a batch; masks are already in the weights. */
export function applyLayer(
  { weights: of, activation, residual }: DenseLayer,
  x: tf.Tensor2D,
  weights: Weights,
): tf.Tensor2D {
  const { offset, inputs, outputs } = of;
  const kernel = tf.reshape<tf.Rank.R2>(weights(offset), [outputs, inputs]);
  const bias = weights(offset + inputs * outputs);
  const linear: tf.Tensor2D = tf.add(tf.matMul(x, kernel, false, true), bias);
  const activated = activations[activation](linear);
  return residual ? tf.add(activated, x) : activated;
}

export const dense: TfOp<"dense"> =
  ({ layer }) =>
  ([x], weights) =>
    applyLayer(layer, x, weights);
