import * as tf from "@tensorflow/tfjs-core";

/**
 * Gradients of Σ cotangent · output with respect to `variables`, all of which the outputs must depend on:
 * TensorFlow.js refuses others.
 */
export function gradientsOf(
  variables: readonly tf.Tensor[],
  cotangents: readonly tf.Tensor2D[],
  outputs: () => readonly tf.Tensor2D[],
): ReadonlyMap<tf.Tensor, tf.Tensor> {
  if (variables.length === 0) return new Map();
  const objective = (): tf.Scalar =>
    tf.addN(outputs().map((y, i) => tf.sum(tf.mul(y, cotangents[i]))));
  const gradients = tf.grads(objective)([...variables]);
  return new Map(variables.map((variable, i) => [variable, gradients[i]]));
}
