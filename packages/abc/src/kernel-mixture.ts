import { assertCount, assertMatrix } from "@retrodict/check";
import { cholesky, logDetFromCholesky, matrix, solveLower, transpose } from "@retrodict/matrix";
import type { Distribution, Matrix, Rng } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";

export interface Kernels {
  /** One row per kernel. */
  readonly centres: Matrix;
  /** They sum to one. */
  readonly weights: Float64Array;
  /** That of every kernel. */
  readonly covariance: Matrix;
}

/**
 * A mixture of Gaussians of one shape. Unlike a `gaussianMixture`, whose components have shapes of their own, it is
 * fast with thousands: after one linear map each costs a Euclidean distance.
 */
export function kernelMixture({ centres, weights, covariance }: Kernels): Distribution {
  const dim = centres.cols;
  const factor = cholesky(covariance);
  const whitened = whiten(centres, factor).data;
  const logNormalizer = -0.5 * (dim * Math.log(2 * Math.PI) + logDetFromCholesky(factor));
  const offsets = weights.map((w) => Math.log(w) + logNormalizer);
  let sum = 0;
  const cumulative = weights.map((w) => (sum += w));

  function logDensity(z: Matrix): Float64Array {
    assertMatrix(z, { cols: dim }, "z", "abc");
    const at = whiten(z, factor).data;
    const terms = new Float64Array(offsets.length);
    return Float64Array.from({ length: z.rows }, (_, i) => {
      for (let k = 0; k < terms.length; k++) {
        let square = 0;
        for (let j = 0; j < dim; j++) square += (at[i * dim + j] - whitened[k * dim + j]) ** 2;
        terms[k] = offsets[k] - 0.5 * square;
      }
      const log = logSumExp(terms);
      return Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log;
    });
  }

  function sample(rng: Rng, n: number): Matrix {
    assertCount(n, "n", "abc", 0);
    const out = matrix(n, dim);
    const noise = new Float64Array(dim);
    for (let i = 0; i < n; i++) {
      const k = firstAbove(cumulative, rng.uniform() * sum);
      for (let j = 0; j < dim; j++) {
        noise[j] = rng.normal();
        let value = centres.data[k * dim + j];
        for (let l = 0; l <= j; l++) value += factor.data[j * dim + l] * noise[l];
        out.data[i * dim + j] = value;
      }
    }
    return out;
  }

  const support = Object.freeze({
    lower: new Float64Array(dim).fill(-Infinity),
    upper: new Float64Array(dim).fill(Infinity),
  });
  return Object.freeze({ dim, support, logDensity, sample });
}

/** `L⁻¹` times every row, given the lower-triangular `factor` L. */
export const whiten = (rows: Matrix, factor: Matrix): Matrix =>
  transpose(solveLower(factor, transpose(rows)));

/** Index of the first of ascending `values` that is above `u`; the last index if none is. */
function firstAbove(values: Float64Array, u: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] > u) high = middle;
    else low = middle + 1;
  }
  return low;
}
