/*
 * What a proposal makes of a prior, p̃ / p, as a sum of exponentials of quadratic functions of theta. A Gaussian prior
 * is taken off with its full precision; what is left of a component need not be a Gaussian, as its precision may have
 * any sign. Both are cut off where the prior is zero, which changes their ratio by a constant only.
 */
import type { GaussianMixture } from "@retrodict/distributions";
import { matmul, matrix, row, transpose } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";
import type { GaussianForm } from "./gaussian-form.ts";

/** `exp(log + linear · v − ½ vᵀ precision v)`. */
export interface Quadratic {
  readonly log: number;
  readonly linear: Float64Array;
  readonly precision: Matrix;
}

/** The ratio in theta's own units, one term per component of the proposal. */
export function proposalRatio(proposal: GaussianMixture, prior: GaussianForm): Quadratic[] {
  const terms = quadraticsOf(proposal);
  if (prior === "uniform") return terms;
  const [own] = quadraticsOf(prior);
  return terms.map((term) => ({
    log: term.log - own.log,
    linear: term.linear.map((value, j) => value - own.linear[j]),
    precision: minus(term.precision, own.precision),
  }));
}

/** The weighted components of a mixture but for the factor (2π)^(−D/2) of each. */
export function quadraticsOf({ logWeights, means, factors }: GaussianMixture): Quadratic[] {
  return factors.map((factor, k) => {
    const precision = matmul(transpose(factor), factor);
    const mean = row(means, k);
    const linear = times(precision, mean);
    const logDet = mean.reduce(
      (sum, _, j) => sum + Math.log(factor.data[j * (mean.length + 1)]),
      0,
    );
    return { log: logWeights[k] + logDet - 0.5 * dot(linear, mean), linear, precision };
  });
}

/** The same function of `u`, where `v = center + scale ∘ u`. */
export function seenFrom(
  { log, linear, precision }: Quadratic,
  center: Float64Array,
  scale: Float64Array,
): Quadratic {
  const pulled = times(precision, center);
  return {
    log: log + dot(linear, center) - 0.5 * dot(pulled, center),
    linear: linear.map((value, j) => scale[j] * (value - pulled[j])),
    precision: matrix(
      precision.rows,
      precision.cols,
      precision.data.map(
        (value, at) => value * scale[Math.floor(at / scale.length)] * scale[at % scale.length],
      ),
    ),
  };
}

/** The logarithm of the sum at `v`; 0, that of 1, where there is none. */
export function sumAt(terms: readonly Quadratic[], v: Float64Array): number {
  if (terms.length === 0) return 0;
  return logSumExp(
    terms.map(
      ({ log, linear, precision }) => log + dot(linear, v) - 0.5 * dot(times(precision, v), v),
    ),
  );
}

export const times = ({ rows, cols, data }: Matrix, v: Float64Array): Float64Array =>
  Float64Array.from({ length: rows }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < cols; j++) sum += data[i * cols + j] * v[j];
    return sum;
  });

export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};

const minus = (a: Matrix, b: Matrix): Matrix =>
  matrix(
    a.rows,
    a.cols,
    a.data.map((value, at) => value - b.data[at]),
  );
