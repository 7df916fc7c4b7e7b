/*
 * Where the estimator sees theta: the logarithm of parameters with one finite edge, boxes with softened edges,
 * plain values of the others; then standardised. Nothing can leak past an edge there, and the middle of a box
 * stays nearly straight. (Measured against the alternatives: in plain space most of a flow's mass can lie
 * outside a box of eight parameters, and what is inside is miscalibrated; logits bend every posterior.)
 * Densities there become densities of theta by the exact log-determinant.
 */
import { soften } from "@retrodict/distributions";
import {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "@retrodict/nn";
import type { Matrix, Support } from "@retrodict/spec";

export interface ThetaSpace {
  /** The prior's support. */
  readonly support: Support;
  readonly standardization: Standardization;
}

/** The space in which `theta`, rows from within the prior's support, has mean 0 and standard deviation 1. */
export function thetaSpace(theta: Matrix, support: Support): ThetaSpace {
  return { support, standardization: standardization(soften(support).forward(theta)) };
}

/** Theta to what the estimator sees; not finite on or beyond an edge of the support. */
export function toSpace(theta: Matrix, { support, standardization }: ThetaSpace): Matrix {
  return standardize(soften(support).forward(theta), standardization);
}

/** What the estimator sees to theta. */
export function fromSpace(values: Matrix, { support, standardization }: ThetaSpace): Matrix {
  return soften(support).inverse(unstandardize(values, standardization));
}

/** `log |det d toSpace / d theta|`, one value per row of theta. */
export function logDetToSpace(
  theta: Matrix,
  { support, standardization }: ThetaSpace,
): Float64Array {
  const bijector = soften(support);
  const scaling = logDetStandardize(standardization);
  return bijector.logDetInverse(bijector.forward(theta)).map((logDet) => scaling - logDet);
}
