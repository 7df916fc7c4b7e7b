/*
 * Where the estimator sees theta: the logarithm of parameters with one finite edge, boxes with softened edges,
 * plain values of the others; then standardised. Nothing can leak past an edge there, and the middle of a box
 * stays nearly straight. (Measured against the alternatives: in plain space most of a flow's mass can lie
 * outside a box of eight parameters, and what is inside is miscalibrated; logits bend every posterior.)
 * Densities there become densities of theta by the exact log-determinant.
 */
import { offEdges, soften } from "@retrodict/distributions";
import {
  logDetStandardize,
  standardization,
  standardize,
  unstandardize,
  type Standardization,
} from "@retrodict/nn";
import type { Bijector, Matrix, Support } from "@retrodict/spec";

export interface ThetaSpace {
  /** The prior's support. */
  readonly support: Support;
  readonly standardization: Standardization;
  /** Present where theta is standardised only, so that Gaussians stay Gaussian; draws may then lie beyond the edges. */
  readonly affine?: true;
}

/**
 * The space in which `theta`, rows from within the prior's support, has mean 0 and standard deviation 1. An affine one
 * is standardised only.
 */
export function thetaSpace(
  theta: Matrix,
  support: Support,
  { affine = false }: { readonly affine?: boolean } = {},
): ThetaSpace {
  const straight = affine ? ({ affine } as const) : {};
  const seen = bijectorOf({ support, ...straight }).forward(theta);
  return { support, standardization: standardization(seen), ...straight };
}

/**
 * Theta to what the estimator sees; an edge of the support counts as the nearest number inside, and what lies beyond is
 * NaN unless the space is affine.
 */
export function toSpace(theta: Matrix, space: ThetaSpace): Matrix {
  return standardize(unconstrained(theta, space), space.standardization);
}

/** What the estimator sees to theta; never on an edge of the support unless the space is affine. */
export function fromSpace(values: Matrix, space: ThetaSpace): Matrix {
  return bijectorOf(space).inverse(unstandardize(values, space.standardization));
}

/** `log |det d toSpace / d theta|`, one value per row of theta. */
export function logDetToSpace(theta: Matrix, space: ThetaSpace): Float64Array {
  const bijector = bijectorOf(space);
  const scaling = logDetStandardize(space.standardization);
  return bijector.logDetInverse(unconstrained(theta, space)).map((logDet) => scaling - logDet);
}

/** Theta in the space before it is standardised. */
export function unconstrained(theta: Matrix, space: ThetaSpace): Matrix {
  const inside = space.affine === undefined ? offEdges(space.support, theta) : theta;
  return bijectorOf(space).forward(inside);
}

/** Theta to the space before it is standardised, backwards: a bijector runs from the line to the support. */
export function bijectorOf({ support, affine }: Pick<ThetaSpace, "support" | "affine">): Bijector {
  if (affine === undefined) return soften(support);
  const { length } = support.lower;
  return soften({
    lower: new Float64Array(length).fill(-Infinity),
    upper: new Float64Array(length).fill(Infinity),
  });
}
