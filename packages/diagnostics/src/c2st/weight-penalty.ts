import type { DenseWeights } from "@retrodict/tensor";

/** ½ λ Σ w² over the weights, not the biases, of all layers; adds its gradient λ w to `gradient`. */
export function weightPenalty(
  layers: readonly DenseWeights[],
  strength: number,
  params: Float32Array,
  gradient: Float32Array,
): number {
  let squares = 0;
  for (const { offset, inputs, outputs } of layers) {
    const end = offset + inputs * outputs;
    for (let i = offset; i < end; i++) {
      const w = params[i];
      squares += w * w;
      gradient[i] += strength * w;
    }
  }
  return 0.5 * strength * squares;
}
