import { fillNormal } from "@retrodict/random";
import { eigenSymmetric, identity, matrix, row, stackRows, transpose } from "@retrodict/matrix";
import type { Matrix, Rng, Support } from "@retrodict/spec";
import type { ExploredDensity } from "../types.ts";
import { orthogonalTo, unitVector } from "./orthogonal.ts";
import { scaledGradient } from "./scaled-gradient.ts";

/** Half the distance of the gradients that curvature is taken from, in units of scale. */
const STEP = 0.02;

/**
 * Directions in which a model may break soon, one unit vector per row, orthogonal to `tangent` if there is one: those
 * in which the density is curved most (the eigenvectors of its Hessian), each parameter by itself, and some at
 * random, all both ways.
 */
export function candidateDirections(
  rng: Rng,
  posterior: ExploredDensity,
  { theta, scale, tangent, random }: RayOrigin & { readonly random: number },
): Matrix {
  const dim = theta.length;
  const normals = matrix(random, dim);
  fillNormal(rng, normals.data);
  const curved = curvedDirections(posterior, { theta, scale });
  const all = stackRows(curved, identity(dim), normals);
  const units = Array.from({ length: all.rows }, (_, i) =>
    unitVector(orthogonalTo(row(all, i), tangent)),
  ).filter((unit) => unit !== undefined);
  const out = matrix(2 * units.length, dim);
  units.forEach((unit, i) => {
    row(out, 2 * i).set(unit);
    row(out, 2 * i + 1).set(unit.map((value) => -value));
  });
  return out;
}

export interface RayOrigin {
  readonly theta: Float64Array;
  readonly scale: Float64Array;
  /** Where rays end. */
  readonly support: Support;
  readonly tangent?: Float64Array | undefined;
}

/** Eigenvectors of the log-density's Hessian, by differences of gradients; none where it has no numbers. */
function curvedDirections(
  posterior: ExploredDensity,
  { theta, scale }: Pick<RayOrigin, "theta" | "scale">,
): Matrix {
  const dim = theta.length;
  const around = matrix(2 * dim, dim);
  for (let j = 0; j < dim; j++) {
    for (const side of [0, 1]) {
      const at = row(around, 2 * j + side);
      at.set(theta);
      at[j] += (side === 0 ? -STEP : STEP) * scale[j];
    }
  }
  const { grad } = scaledGradient(posterior, scale, around);
  const hessian = matrix(dim, dim);
  for (let j = 0; j < dim; j++) {
    const change = row(grad, 2 * j + 1).map((value, k) => value - row(grad, 2 * j)[k]);
    for (let k = 0; k < dim; k++) {
      hessian.data[j * dim + k] += change[k];
      hessian.data[k * dim + j] += change[k];
    }
  }
  return hessian.data.every(Number.isFinite)
    ? transpose(eigenSymmetric(hessian).vectors)
    : matrix(0, dim);
}

/** How far each ray goes before it meets an edge of the support, in units of scale. */
export function distancesToEdges(
  { theta, scale, support: { lower, upper } }: RayOrigin,
  directions: Matrix,
): Float64Array {
  return Float64Array.from({ length: directions.rows }, (_, i) => {
    const ways = row(directions, i).map((part, j) => {
      const slope = part * scale[j];
      if (slope === 0) return Infinity;
      return ((slope > 0 ? upper[j] : lower[j]) - theta[j]) / slope;
    });
    return Math.min(...ways);
  });
}

/** Points at these distances on these rays; rounding takes none beyond an edge. */
export function pointsOn(
  { theta, scale, support: { lower, upper } }: RayOrigin,
  directions: Matrix,
  distances: Float64Array,
): Matrix {
  const { rows, cols, data } = directions;
  return matrix(
    rows,
    cols,
    data.map((part, at) => {
      const j = at % cols;
      const value = theta[j] + distances[Math.floor(at / cols)] * part * scale[j];
      return Math.min(Math.max(value, lower[j]), upper[j]);
    }),
  );
}
