import type { Rng } from "@retrodict/spec";
import type { DenseWeights } from "@retrodict/tensor";

/**
 * Draws one layer's weights and biases into the flat vector `params`: uniform on ±1/√n, with n the number
 * of inputs that output unit can see (LeCun et al. 1998, "Efficient BackProp", up to the factor √3).
 * Masked weights, which no engine reads, become zero.
 */
export function initDense(rng: Rng, params: Float32Array, weights: DenseWeights): void {
  const { offset, inputs, outputs, mask } = weights;
  const biases = offset + inputs * outputs;
  for (let o = 0; o < outputs; o++) {
    let seen = 0;
    for (let i = 0; i < inputs; i++) seen += mask?.[o * inputs + i] ?? 1;
    const bound = 1 / Math.sqrt(Math.max(1, seen));
    for (let i = 0; i < inputs; i++) {
      const open = (mask?.[o * inputs + i] ?? 1) !== 0;
      params[offset + o * inputs + i] = open ? bound * (2 * rng.uniform() - 1) : 0;
    }
    params[biases + o] = bound * (2 * rng.uniform() - 1);
  }
}

/** Makes a layer's output constant: weights 0, biases the given numbers again and again. */
export function initConstant(
  params: Float32Array,
  { offset, inputs, outputs }: DenseWeights,
  biases: readonly number[],
): void {
  params.fill(0, offset, offset + inputs * outputs);
  for (let o = 0; o < outputs; o++) {
    params[offset + inputs * outputs + o] = biases[o % biases.length];
  }
}
