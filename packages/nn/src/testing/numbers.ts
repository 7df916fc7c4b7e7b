/** Random numbers for tests, and how far numbers are apart. */
import { matrix } from "@retrodict/matrix";
import type { ConditionalEstimator, Matrix, Rng } from "@retrodict/spec";

/** Standard normal numbers. */
export function normals(rng: Rng, rows: number, cols: number): Matrix {
  const out = matrix(rows, cols);
  for (let i = 0; i < out.data.length; i++) out.data[i] = rng.normal();
  return out;
}

/** Weights away from where training starts, where a flow is the identity and much would pass by accident. */
export function roughWeights(rng: Rng, estimator: ConditionalEstimator): Float32Array {
  return estimator.init(rng).map((w) => w + 0.1 * rng.normal());
}

/** Log-density of a row under the standard normal. */
export function standardNormal(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, z) => sum - z ** 2 / 2 - Math.log(2 * Math.PI) / 2, 0);
}

/** Largest difference, absolute for numbers below one and relative above; infinite if lengths differ. */
export function largestError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(
    actual,
    (a, i) => Math.abs(a - expected[i]) / Math.max(1, Math.abs(expected[i])),
  ).reduce(
    // Unlike Math.max, says so where a number is not one.
    (largest, error) => (error <= largest ? largest : error),
    0,
  );
}
