/*
 * Where the estimator sees theta: the logarithm of parameters with one finite edge, plain values of the others
 * (warping boxes was measured to hurt), then standardised. Densities there become densities of theta by the
 * exact log-determinant.
 */
import { unconstrain } from "@retrodict/distributions";
import {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "@retrodict/nn";
import type { Matrix, Support } from "@retrodict/spec";

export interface ThetaSpace {
  /** The prior's support with the edges of boxes taken away: only half-lines are left to unconstrain. */
  readonly support: Support;
  readonly standardization: Standardization;
}

/** `support` without the edges of dimensions that have two. */
export function openBoxes({ lower, upper }: Support): Support {
  const isBox = lower.map((low, j) => Number(low > -Infinity && upper[j]! < Infinity));
  return {
    lower: lower.map((low, j) => (isBox[j] ? -Infinity : low)),
    upper: upper.map((high, j) => (isBox[j] ? Infinity : high)),
  };
}

/** The space in which `theta`, rows from within the prior's support, has mean 0 and standard deviation 1. */
export function thetaSpace(theta: Matrix, priorSupport: Support): ThetaSpace {
  const support = openBoxes(priorSupport);
  return { support, standardization: standardization(unconstrain(support).forward(theta)) };
}

/** Theta to what the estimator sees; not finite on or beyond the edge of a half-line. */
export function toSpace(theta: Matrix, { support, standardization }: ThetaSpace): Matrix {
  return standardize(unconstrain(support).forward(theta), standardization);
}

/** What the estimator sees to theta. */
export function fromSpace(values: Matrix, { support, standardization }: ThetaSpace): Matrix {
  return unconstrain(support).inverse(unstandardize(values, standardization));
}

/** `log |det d toSpace / d theta|`, one value per row of theta. */
export function logDetToSpace(
  theta: Matrix,
  { support, standardization }: ThetaSpace,
): Float64Array {
  const bijector = unconstrain(support);
  const scaling = logDetStandardize(standardization);
  return bijector.logDetInverse(bijector.forward(theta)).map((logDet) => scaling - logDet);
}
