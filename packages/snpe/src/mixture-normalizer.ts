/*
 * The integral of a mixture times a sum of exponentials of quadratics, in closed form, and its gradient by what the
 * mixture is made of: per pair of terms, with precisions P = AᵀA of the mixture's and P̂ of their product, means m and m̂,
 * ∂/∂m = P (m̂ − m) and ∂/∂A = A (P⁻¹ − P̂⁻¹ − (m − m̂)(m − m̂)ᵀ).
 */
import { RetrodictError } from "@retrodict/check";
import type { GaussianMixture } from "@retrodict/distributions";
import {
  cholesky,
  identity,
  inverseFromCholesky,
  logDetFromCholesky,
  matmul,
  matrix,
  row,
  solveUpper,
  transpose,
} from "@retrodict/matrix";
import type { MixtureGradient } from "@retrodict/mdn";
import type { Matrix } from "@retrodict/spec";
import { logSumExp } from "@retrodict/stats";
import { dot, quadraticsOf, times, type Quadratic } from "./proposal-ratio.ts";

/** The product of one component and one term, but for constants. */
interface Product {
  readonly component: number;
  readonly logMass: number;
  readonly mean: Float64Array;
  readonly covariance: Matrix;
}

export interface Normalizer {
  /** Logarithm of the integral. */
  readonly log: number;
  /** Its gradient. */
  gradient(): MixtureGradient;
}

/** Of no ratio, which is 1, the integral is 1. Throws a `numeric` error where a product has no finite integral. */
export function mixtureNormalizer(
  mixture: GaussianMixture,
  ratio: readonly Quadratic[],
): Normalizer {
  const products = quadraticsOf(mixture).flatMap((own, component) =>
    ratio.map((term) => productOf(own, term, component)),
  );
  const log = ratio.length === 0 ? 0 : logSumExp(products.map(({ logMass }) => logMass));
  return { log, gradient: () => gradientOf(mixture, products, log) };
}

function productOf(own: Quadratic, term: Quadratic, component: number): Product {
  const { precision: p } = own;
  const l = positive(
    matrix(
      p.rows,
      p.cols,
      p.data.map((value, at) => value + term.precision.data[at]),
    ),
  );
  const linear = own.linear.map((value, j) => value + term.linear[j]);
  const covariance = inverseFromCholesky(l);
  const mean = times(covariance, linear);
  const logMass = own.log + term.log - 0.5 * logDetFromCholesky(l) + 0.5 * dot(mean, linear);
  return { component, logMass, mean, covariance };
}

function positive(precision: Matrix): Matrix {
  try {
    return cholesky(precision);
  } catch (cause) {
    const message =
      "expected components that are narrower than the prior is beside the proposal, got one that is wider; simulate more, learn fewer components, or use snpeC";
    throw new RetrodictError("numeric", "snpe", message, { cause });
  }
}

function gradientOf(
  { components, dim, means, factors }: GaussianMixture,
  products: readonly Product[],
  log: number,
): MixtureGradient {
  const logWeights = new Float64Array(components);
  const byMeans = matrix(components, dim);
  const inverses = factors.map((factor) => {
    const inverse = solveUpper(transpose(factor), identity(dim));
    return matmul(inverse, transpose(inverse));
  });
  const sums = factors.map(() => matrix(dim, dim));
  const pulls = factors.map(() => new Float64Array(dim));
  for (const { component: k, logMass, mean, covariance } of products) {
    const share = Math.exp(logMass - log);
    const away = row(means, k).map((value, j) => value - mean[j]);
    logWeights[k] += share;
    for (let i = 0; i < dim; i++) {
      pulls[k][i] -= share * away[i];
      for (let j = 0; j < dim; j++) {
        const at = i * dim + j;
        sums[k].data[at] +=
          share * (inverses[k].data[at] - covariance.data[at] - away[i] * away[j]);
      }
    }
  }
  for (const [k, factor] of factors.entries()) {
    row(byMeans, k).set(times(matmul(transpose(factor), factor), pulls[k]));
  }
  return {
    logWeights,
    means: byMeans,
    factors: factors.map((factor, k) => matmul(factor, sums[k])),
  };
}

/** A gradient times a number. */
export function scaledGradient(
  { logWeights, means, factors }: MixtureGradient,
  by: number,
): MixtureGradient {
  const scaled = ({ rows, cols, data }: Matrix): Matrix =>
    matrix(
      rows,
      cols,
      data.map((value) => by * value),
    );
  return {
    logWeights: logWeights.map((value) => by * value),
    means: scaled(means),
    factors: factors.map(scaled),
  };
}
