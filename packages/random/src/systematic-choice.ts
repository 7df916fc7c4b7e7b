import type { Rng } from "@retrodict/spec";

/**
 * `n` indices in ascending order, each at most once more or less often than its weight says, from one uniform number
 * (systematic resampling, Kitagawa 1996). The weights, one at least, sum to one.
 */
export function systematicChoice(rng: Rng, weights: Float64Array, n: number): Uint32Array {
  const chosen = new Uint32Array(n);
  const offset = rng.uniform();
  let cumulative = 0;
  let next = 0;
  for (let i = 0; i < weights.length && next < n; i++) {
    cumulative += weights[i];
    while (next < n && (next + offset) / n < cumulative) chosen[next++] = i;
  }
  // Rounding may leave the last ones over.
  chosen.fill(weights.length - 1, next);
  return chosen;
}
