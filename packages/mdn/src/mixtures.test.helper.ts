/* What the tests of this package share. */
import { multivariateNormal } from "@retrodict/distributions";
import {
  cholesky,
  gatherRows,
  inverseFromCholesky,
  matmul,
  matrix,
  transpose,
} from "@retrodict/matrix";
import type { ConditionalEstimator, Loss, Matrix, Rng } from "@retrodict/spec";
import type { MdnConfig } from "./config.ts";

/** Weights away from the nearly context-free ones the network starts with. */
export function roughWeights(rng: Rng, estimator: ConditionalEstimator): Float32Array {
  return estimator.init(rng).map((w) => w + 0.2 * rng.normal());
}

export function normals(rng: Rng, rows: number, cols: number): Matrix {
  return matrix(rows, cols, new Float64Array(rows * cols).map(rng.normal));
}

/** The largest difference, absolute for numbers below one and relative above; infinite for other lengths. */
export function worstError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  return Array.from(
    expected,
    (value, i) => Math.abs(actual[i] - value) / Math.max(1, Math.abs(value)),
  ).reduce((worst, error) => (error <= worst ? worst : error), 0);
}

/** Negative log-likelihood of (target, context). */
export function likelihood(target: Matrix, context: Matrix): Loss {
  return {
    pairs: (_, rows) => ({ target: gatherRows(target, rows), context: gatherRows(context, rows) }),
    grade(_, score, cotangent) {
      cotangent.fill(-1 / score.length);
      return -score.reduce((sum, s) => sum + s, 0) / score.length;
    },
  };
}

/**
 * One row's log-density, written plainly: dense layers from flat weights, then a sum over components whose covariances
 * are the inverses of AᵀA.
 */
export function plainScore(
  config: MdnConfig,
  params: Float32Array,
  target: Float64Array,
  context: Float64Array,
): number {
  const { components, covariance, hidden, layers, minDiagonal } = config;
  const dim = target.length;
  let at = 0;
  const dense = (input: number[], outputs: number): number[] => {
    const weights = params.subarray(at, at + outputs * input.length);
    const biases = params.subarray(at + weights.length, at + weights.length + outputs);
    at += weights.length + outputs;
    return Array.from(biases, (bias, o) =>
      input.reduce((sum, v, i) => sum + weights[o * input.length + i] * v, bias),
    );
  };
  let h = [...context];
  for (let l = 0; l < layers; l++) h = dense(h, hidden).map((v) => Math.max(v, 0));
  const diagonals = covariance === "spherical" ? 1 : dim;
  const full = covariance === "full";
  const upper = full ? (dim * (dim - 1)) / 2 : 0;
  const out = dense(h, components * (1 + dim + diagonals + upper)).values();
  const next = (): number => out.next().value!;
  const odds = Array.from({ length: components }, () => Math.exp(next()));
  const total = odds.reduce((sum, v) => sum + v, 0);
  const density = odds.reduce((sum, odd) => {
    const mean = Array.from({ length: dim }, next);
    const raw = Array.from({ length: diagonals }, next);
    const a = matrix(dim, dim);
    for (let i = 0; i < dim; i++) {
      a.data[i * dim + i] = Math.log(1 + Math.exp(raw[i] ?? raw[0])) + minDiagonal;
    }
    for (let i = 0; i < dim; i++) {
      for (let j = i + 1; j < dim; j++) a.data[i * dim + j] = full ? next() : 0;
    }
    const spread = inverseFromCholesky(cholesky(matmul(transpose(a), a)));
    const [log] = multivariateNormal(mean, spread).logDensity(matrix(1, dim, target));
    return sum + (odd / total) * Math.exp(log);
  }, 0);
  return Math.log(density);
}
