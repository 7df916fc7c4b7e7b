/*
 * What a straight line tells of theta is better fitted in closed form than learned: the estimator learns the
 * residuals of a ridge regression of theta on x, in units of their spread (regression adjustment, Beaumont,
 * Zhang & Balding 2002). It starts as the best linear Gaussian posterior, and training can only improve on that.
 */
import { assertMatrix } from "@retrodict/check";
import { columnStds, matmul, matrix } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";
import { ridgeSlope } from "./ridge-slope.ts";

export interface Regression {
  /** One row per regressor, one column per parameter. */
  readonly slope: Matrix;
  /** Standard deviation of the residuals, one per parameter. */
  readonly spread: Float64Array;
}

/** Where theta is a linear function of x, residuals are rounding noise: not to be blown up. */
const LEAST_SPREAD = 1e-6;

/** Regression of standardised `values` on standardised `regressors`, row by row. */
export function regression(values: Matrix, regressors: Matrix): Regression {
  const slope = ridgeSlope(values, regressors);
  const unscaled = { slope, spread: new Float64Array(values.cols).fill(1) };
  const spread = columnStds(toResiduals(values, regressors, unscaled));
  return { slope, spread: spread.map((s) => Math.max(s, LEAST_SPREAD)) };
}

/** `(values − regressors · slope) / spread`; one row of regressors serves all. */
export function toResiduals(
  values: Matrix,
  regressors: Matrix,
  { slope, spread }: Regression,
): Matrix {
  const line = expected(values.rows, regressors, slope);
  const data = values.data.map((v, i) => (v - line[i % line.length]) / spread[i % spread.length]);
  return matrix(values.rows, values.cols, data);
}

/** The inverse of `toResiduals`. */
export function fromResiduals(
  residuals: Matrix,
  regressors: Matrix,
  { slope, spread }: Regression,
): Matrix {
  const line = expected(residuals.rows, regressors, slope);
  const data = residuals.data.map((r, i) => line[i % line.length] + r * spread[i % spread.length]);
  return matrix(residuals.rows, residuals.cols, data);
}

/** `log |det|` of `toResiduals`. */
export function logDetResiduals({ spread }: Regression): number {
  return -spread.reduce((sum, s) => sum + Math.log(s), 0);
}

/** What the slope expects of `rows` rows: one row of regressors for each, or one for all. */
function expected(rows: number, regressors: Matrix, slope: Matrix): Float64Array {
  if (regressors.rows !== 1) assertMatrix(regressors, { rows }, "regressors", "neural-fit");
  return matmul(regressors, slope).data;
}
