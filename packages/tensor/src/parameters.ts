import type { Mixture, Transform } from "./types.ts";

/** How many parameters a transform takes per dimension. */
export function transformParams(transform: Transform): number {
  return transform.kind === "affine" ? 2 : 3 * transform.bins - 1;
}

/** How many parameters one component of a mixture over `dim` dimensions takes. */
export function componentParams({ covariance }: Mixture, dim: number): number {
  if (covariance === "spherical") return dim + 1;
  return covariance === "diagonal" ? 2 * dim : 2 * dim + (dim * (dim - 1)) / 2;
}

/** How many parameters a mixture over `dim` dimensions takes. */
export function mixtureParams(mixture: Mixture, dim: number): number {
  return mixture.components * (1 + componentParams(mixture, dim));
}
