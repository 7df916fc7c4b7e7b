/*
 * The space in which points and paths move: unconstrained, so that nothing leaves the prior, and whitened by the draws'
 * covariance, so that correlations cost nothing. Edges are softened rather than logits taken: lines there are nearly
 * lines in theta.
 */
import { soften } from "@retrodict/distributions";
import {
  cholesky,
  column,
  columnMeans,
  covariance,
  matmul,
  matrix,
  solveLower,
  transpose,
} from "@retrodict/matrix";
import { finiteRows } from "@retrodict/nn";
import type { Matrix, Support } from "@retrodict/spec";
import { differences, type ValueAndGradient } from "./differences.ts";
import type { ExploredDensity } from "./types.ts";

/** Coordinates y of theta, and the log-density of theta (no Jacobian: a maximum stays one) as a function of them. */
export interface Coordinates {
  readonly dim: number;
  toTheta(y: Matrix): Matrix;
  fromTheta(theta: Matrix): Matrix;
  /** Minus infinity where there is no number. */
  logDensity(y: Matrix): Float64Array;
  logDensityGrad(y: Matrix): ValueAndGradient;
}

/** Whitened by `draws` of the posterior, one per row; those on an edge are left out. */
export function coordinates(posterior: ExploredDensity, draws: Matrix): Coordinates {
  const { dim } = posterior;
  const space = soften(drawnSupport(posterior.support, draws));
  const { x: z } = finiteRows(draws, space.forward(draws));
  const mean = columnMeans(z);
  const factor = cholesky(shrunkCovariance(z));
  const toZ = (y: Matrix) => shifted(matmul(y, transpose(factor)), mean, 1);
  const toTheta = (y: Matrix) => space.inverse(toZ(y));
  const logDensity = (y: Matrix) => posterior.logDensity(toTheta(y)).map(orNever);

  function exactGradient(y: Matrix): ValueAndGradient {
    const z = toZ(y);
    const { logDensity: value, grad } = posterior.logDensityGrad!(space.inverse(z));
    const whole = space.pullback(z, grad);
    // A pullback brings the slope of the Jacobian along.
    const jacobian = space.pullback(z, matrix(z.rows, dim));
    const byZ = matrix(
      z.rows,
      dim,
      whole.data.map((by, at) => by - jacobian.data[at]),
    );
    return { value: value.map(orNever), grad: matmul(byZ, factor) };
  }

  return Object.freeze<Coordinates>({
    dim,
    toTheta,
    fromTheta: (theta) =>
      transpose(solveLower(factor, transpose(shifted(space.forward(theta), mean, -1)))),
    logDensity,
    logDensityGrad: posterior.logDensityGrad ? exactGradient : (y) => differences(logDensity, y),
  });
}

/**
 * The support up to half as far from its finite edges as any draw. Densities learned where edges are at infinity have
 * thin spikes next to them, which hold no mass but would be the highest of modes and the shortest of ways.
 */
function drawnSupport({ lower, upper }: Support, draws: Matrix): Support {
  const nearest = (edges: Float64Array, side: 1 | -1): Float64Array =>
    edges.map((edge, j) => {
      const away = column(draws, j)
        .map((value) => side * (value - edge))
        .filter((distance) => distance > 0)
        .reduce((least, distance) => Math.min(least, distance), Infinity);
      return Number.isFinite(edge) && away < Infinity ? edge + (side * away) / 2 : edge;
    });
  return { lower: nearest(lower, 1), upper: nearest(upper, -1) };
}

/** Covariance of the rows, shrunk towards its diagonal where there are few: it is positive definite however few. */
export function shrunkCovariance(z: Matrix): Matrix {
  const own = covariance(z);
  const share = z.cols / (z.cols + z.rows);
  const data = own.data.map((value, at) =>
    at % (z.cols + 1) === 0 ? value + Number.MIN_VALUE : (1 - share) * value,
  );
  return matrix(z.cols, z.cols, data);
}

const shifted = ({ rows, cols, data }: Matrix, by: Float64Array, sign: 1 | -1): Matrix =>
  matrix(
    rows,
    cols,
    data.map((value, at) => value + sign * by[at % cols]),
  );

/** No number is no density. */
export const orNever = (value: number): number => (Number.isNaN(value) ? -Infinity : value);
