import * as tf from "@tensorflow/tfjs-core";

/**
 * What `compute` makes of tensors, as a constant: comparisons have no gradient, and TensorFlow.js refuses
 * to differentiate through them rather than taking it for 0.
 */
export function detached<T extends tf.Tensor>(
  of: readonly tf.Tensor[],
  compute: (...given: tf.Tensor[]) => T,
): T {
  const constant = tf.customGrad((...given) => {
    const tensors = given.slice(0, of.length) as tf.Tensor[];
    // By shape only: the tensors themselves may be gone by the time of the gradient.
    const gradFunc = () => tensors.map(({ shape }) => tf.zeros(shape));
    return { value: compute(...tensors), gradFunc };
  });
  return constant(...of);
}
