/*
 * A Gaussian's precision P is kept as the upper-triangular factor A with AᵀA = P and a positive diagonal: A (x − mean)
 * is standard normal, log |A| is a sum, and sums, marginals and conditionals of precisions are orthogonal
 * triangularisations of A, which never square a condition number (Golub & Van Loan, Matrix Computations, 5.2 and 6.5).
 */
import { RetrodictError } from "@retrodict/check";
import { cholesky, identity, matrix, solveLower, solveUpper, transpose } from "@retrodict/matrix";
import type { Matrix } from "@retrodict/spec";

/**
 * The upper-triangular R (`cols × cols`, diagonal ≥ 0) with RᵀR = mᵀm, by Givens rotations row by row: unlike
 * reflections they keep small rows exact beside large ones.
 */
export function triangularize(m: Matrix): Matrix {
  const { rows, cols: n } = m;
  const r = matrix(n, n);
  for (let i = 0; i < rows; i++) absorb(r.data, n, m.data.slice(i * n, (i + 1) * n));
  return r;
}

/** Rotates `v` into the triangle `r` until nothing of it is left. */
function absorb(r: Float64Array, n: number, v: Float64Array): void {
  for (let j = 0; j < n; j++) {
    if (v[j] === 0) continue;
    const length = Math.hypot(r[j * n + j], v[j]);
    const c = r[j * n + j] / length;
    const s = v[j] / length;
    r[j * n + j] = length;
    for (let k = j + 1; k < n; k++) {
      const above = r[j * n + k];
      r[j * n + k] = c * above + s * v[k];
      v[k] = c * v[k] - s * above;
    }
  }
}

/** The factor of a precision, of which only the lower triangle is read; errors name `name`. */
export function factorOfPrecision(precision: Matrix, name: string): Matrix {
  return transpose(choleskyOf(precision, name));
}

/** The factor of the inverse of a covariance, of which only the lower triangle is read; errors name `name`. */
export function factorOfCovariance(covariance: Matrix, name: string): Matrix {
  // Backwards, the Cholesky factor L of the covariance is upper triangular, and so is its inverse.
  const n = covariance.rows;
  const l = choleskyOf(backwards(transpose(covariance)), name);
  return backwards(solveLower(l, identity(n)));
}

/** Rows and columns in reverse order. */
function backwards({ rows, cols, data }: Matrix): Matrix {
  return matrix(rows, cols, data.toReversed());
}

function choleskyOf(m: Matrix, name: string): Matrix {
  try {
    return cholesky(m);
  } catch (cause) {
    if (!(cause instanceof RetrodictError && cause.code === "numeric")) throw cause;
    const message = `expected a positive definite ${name}, got one that is not; check its entries or add a small value to the diagonal`;
    throw new RetrodictError("numeric", "distributions", message, { cause });
  }
}

/** `A⁻¹ b`, column by column. */
export function solveFactor(factor: Matrix, b: Matrix): Matrix {
  return solveUpper(transpose(factor), b);
}

/** `log |A|`. */
export function logDetFactor({ rows, cols, data }: Matrix): number {
  let sum = 0;
  for (let i = 0; i < rows; i++) sum += Math.log(data[i * cols + i]);
  return sum;
}

/** `A (x − mean)`, one value per dimension. */
export function whiten(factor: Matrix, x: Float64Array, mean: Float64Array): Float64Array {
  const n = factor.rows;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let j = i; j < n; j++) sum += factor.data[i * n + j] * (x[j] - mean[j]);
    return sum;
  });
}
