import { assertCount, assertMatrix } from "@retrodict/check";
import {
  columnMeans,
  eigenSymmetric,
  firstRows,
  gatherRows,
  matmul,
  matrix,
  row,
  transpose,
} from "@retrodict/matrix";
import type { Matrix, Rng } from "@retrodict/spec";
import { dot } from "../dot.ts";
import { namesOf, type Named } from "../names.ts";
import type { Verdict } from "../types.ts";
import { bootstrapErrors } from "./bootstrap.ts";
import { parameterScale, scaled, type ScaleOptions } from "./scale.ts";

/** A scalar of the parameters, such as a `regressionNetwork`, with its gradient at every row of theta. */
export interface DifferentiableScalar {
  gradient(theta: Matrix): Matrix;
}

export interface ActiveSubspaceOptions extends ScaleOptions {
  /** Resamples of the draws for errors; 200 by default. */
  readonly resamples?: number;
  /** Names of the parameters; theta1, theta2, … by default. */
  readonly parameters?: readonly Named[];
}

export interface ActiveSubspace {
  /** Mean squared slopes of the scalar along the directions, largest first. */
  readonly eigenvalues: Float64Array;
  /** Orthonormal directions in scaled parameters, one per row; each points where the scalar rises, on the whole. */
  readonly directions: Matrix;
  /** Bootstrap standard errors over draws: those of the scalar itself are not in them. */
  readonly errors: { readonly eigenvalues: Float64Array; readonly directions: Matrix };
  /** Coordinates of rows of theta along the first `count` directions. */
  project(theta: Matrix, count: number): Matrix;
  readonly verdict: Verdict<"one-direction" | "several-directions">;
}

/** One direction explains a scalar whose squared slope is to this share along it. */
const MOST = 0.9;

/**
 * The directions of parameter space along which a scalar varies most: eigenvectors of `E[g gᵀ]`, the mean over
 * `draws` of outer products of its gradient by scaled parameters (Constantine, Dow & Wang 2014; for posteriors
 * Deistler, Macke & Gonçalves 2022, whose gradients are those of a mean over N draws, so that their eigenvalues are
 * smaller by N²).
 */
export function activeSubspace(
  rng: Rng,
  scalar: DifferentiableScalar,
  draws: Matrix,
  options: ActiveSubspaceOptions = {},
): ActiveSubspace {
  const { resamples = 200, parameters } = options;
  const dim = draws.cols;
  const names = namesOf(parameters, dim);
  const units = parameterScale(draws, options);
  const byTheta = scalar.gradient(draws);
  assertMatrix(byTheta, { rows: draws.rows, cols: dim }, "the gradients", "explore");
  const slopes = matrix(
    draws.rows,
    dim,
    byTheta.data.map((by, at) => by * units.scale[at % dim]),
  );
  const { eigenvalues, directions } = subspaceOf(slopes);
  const errors = bootstrapErrors(
    rng,
    draws.rows,
    (rows) => {
      const other = subspaceOf(gatherRows(slopes, rows));
      return Float64Array.of(...other.eigenvalues, ...alike(other.directions, directions).data);
    },
    resamples,
  );
  return Object.freeze<ActiveSubspace>({
    eigenvalues,
    directions,
    errors: {
      eigenvalues: errors.slice(0, dim),
      directions: matrix(dim, dim, errors.slice(dim)),
    },
    project(theta, count) {
      assertMatrix(theta, { cols: dim }, "theta", "explore");
      assertCount(count, "count", "explore");
      return matmul(scaled(theta, units), transpose(firstRows(directions, count)));
    },
    verdict: verdictOf(eigenvalues, row(directions, 0), names),
  });
}

function subspaceOf(slopes: Matrix): Pick<ActiveSubspace, "eigenvalues" | "directions"> {
  const { rows, cols } = slopes;
  const outer = matmul(transpose(slopes), slopes);
  const { values, vectors } = eigenSymmetric(
    matrix(
      cols,
      cols,
      outer.data.map((sum) => sum / rows),
    ),
  );
  const largestFirst = Uint32Array.from({ length: cols }, (_, j) => cols - 1 - j);
  const directions = gatherRows(transpose(vectors), largestFirst);
  const mean = columnMeans(slopes);
  return {
    eigenvalues: values.toReversed(),
    directions: signed(directions, (direction) => dot(direction, mean)),
  };
}

/** The same directions, turned to the side of those they stand for. */
const alike = (directions: Matrix, others: Matrix): Matrix =>
  signed(directions, (direction, k) => dot(direction, row(others, k)));

function signed(directions: Matrix, along: (direction: Float64Array, k: number) => number): Matrix {
  const { rows, cols, data } = directions;
  const signs = Float64Array.from({ length: rows }, (_, k) =>
    along(row(directions, k), k) < 0 ? -1 : 1,
  );
  return matrix(
    rows,
    cols,
    data.map((value, at) => signs[Math.floor(at / cols)] * value),
  );
}

function verdictOf(
  eigenvalues: Float64Array,
  first: Float64Array,
  names: readonly string[],
): ActiveSubspace["verdict"] {
  const share = eigenvalues[0] / eigenvalues.reduce((sum, value) => sum + value, 0);
  const order = [...first.keys()].sort((i, j) => Math.abs(first[j]) - Math.abs(first[i]));
  const parts = order.slice(0, 3).map((j) => `${names[j]} (${first[j].toFixed(2)})`);
  return {
    outcome: share >= MOST ? "one-direction" : "several-directions",
    sentence: `${share >= MOST ? "One direction is what matters" : "Several directions matter"}: the first holds ${Math.round(100 * share)} % of the mean squared slope, and is mostly ${parts.join(", ")}.`,
  };
}
