/*
 * What a straight line tells of x is better fitted in closed form than learned: the estimator learns what a
 * least-squares regression of x on theta leaves, with its correlations taken out as well. It starts as the best linear
 * Gaussian likelihood, and training can only improve on that.
 */
import { cholesky, identity, matmul, matrix, solveLower, transpose } from "@retrodict/matrix";
import { regression, toResiduals } from "@retrodict/neural-fit";
import type { Matrix } from "@retrodict/spec";

/** Both in the spaces in which networks see theta and x. */
export interface LinearStart {
  /** One row per parameter, one column per column of x. */
  readonly slope: Matrix;
  /** Lower Cholesky factor of the residuals' covariance; the identity in discrete columns. */
  readonly factor: Matrix;
}

/** Keeps the correlations of columns that repeat others factorable. */
const RIDGE = 1e-10;
/** With fewer rows per column correlations would follow the noise: they stay 0. */
const ROWS_PER_COLUMN = 10;

/** The start for x given theta, row by row; `discrete` columns of x are left out of it. */
export function linearStart(x: Matrix, theta: Matrix, discrete: readonly number[]): LinearStart {
  const line = regression(x, theta);
  for (const j of discrete) {
    line.spread[j] = 1;
    for (let k = 0; k < theta.cols; k++) line.slope.data[k * x.cols + j] = 0;
  }
  const factor = correlationFactor(toResiduals(x, theta, line), discrete);
  factor.data.forEach((value, at) => {
    factor.data[at] = value * line.spread[Math.floor(at / x.cols)];
  });
  return Object.freeze({ slope: line.slope, factor });
}

/** `factor⁻¹ (x − slopeᵀ theta)`, row by row. */
export function whitened(x: Matrix, theta: Matrix, { slope, factor }: LinearStart): Matrix {
  const line = matmul(theta, slope).data;
  return whiten(
    matrix(
      x.rows,
      x.cols,
      x.data.map((value, at) => value - line[at]),
    ),
    factor,
  );
}

/** `factor⁻¹ r` for every row `r`. */
export function whiten(rows: Matrix, factor: Matrix): Matrix {
  return transpose(solveLower(factor, transpose(rows)));
}

/** `log |det|` of `whitened` as a function of x. */
export function logDetWhitened({ factor }: LinearStart): number {
  let sum = 0;
  for (let j = 0; j < factor.cols; j++) sum -= Math.log(factor.data[j * factor.cols + j]);
  return sum;
}

/** Of residuals of mean 0 and standard deviation 1. */
function correlationFactor(residuals: Matrix, discrete: readonly number[]): Matrix {
  const { rows, cols } = residuals;
  if (rows < ROWS_PER_COLUMN * cols) return identity(cols);
  const products = matmul(transpose(residuals), residuals);
  const isDiscrete = (at: number): boolean =>
    discrete.includes(at % cols) || discrete.includes(Math.floor(at / cols));
  const correlations = products.data.map((value, at) => {
    const onDiagonal = at % cols === Math.floor(at / cols);
    if (isDiscrete(at)) return onDiagonal ? 1 : 0;
    return onDiagonal ? 1 + RIDGE : value / (rows - 1);
  });
  return cholesky(matrix(cols, cols, correlations));
}
